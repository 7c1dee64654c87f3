package io.drillbook.driver.source.mongodb;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Writes a mongodump archive, one collection after the other, byte for byte as mongodump does with
 * one collection at a time. A view has a block without documents: mongorestore misses it otherwise.
 */
final class ArchiveWriter {
  private final OutputStream out;
  private final String database;

  ArchiveWriter(OutputStream out, String database) {
    this.out = out;
    this.database = database;
  }

  /** Writes all that stands before the first document. */
  void prelude(String serverVersion, String tool, List<CollectionEntry> collections)
      throws IOException {
    number(ArchiveFormat.MAGIC);
    document(
        new BsonDocument("concurrent_collections", new BsonInt32(1))
            .append("version", new BsonString(ArchiveFormat.VERSION))
            .append("server_version", new BsonString(serverVersion))
            .append("tool_version", new BsonString(tool)));
    for (CollectionEntry collection : collections) {
      document(
          new BsonDocument(ArchiveFormat.DB, new BsonString(database))
              .append(ArchiveFormat.COLLECTION, new BsonString(collection.name()))
              .append(ArchiveFormat.METADATA, new BsonString(collection.metadata()))
              .append(ArchiveFormat.SIZE, new BsonInt32(0))
              .append(ArchiveFormat.TYPE, new BsonString(collection.type())));
    }
    number(ArchiveFormat.TERMINATOR);
  }

  /** Begins a collection; its documents follow, then {@link #end}. */
  void begin(String collection) throws IOException {
    header(collection, false, 0);
  }

  void document(byte[] bson) throws IOException {
    out.write(bson);
  }

  /**
   * Ends a collection.
   *
   * @param crc of all its documents, by {@link Crc64}
   */
  void end(String collection, long crc) throws IOException {
    number(ArchiveFormat.TERMINATOR);
    header(collection, true, crc);
    number(ArchiveFormat.TERMINATOR);
  }

  private void header(String collection, boolean end, long crc) throws IOException {
    document(
        new BsonDocument(ArchiveFormat.DB, new BsonString(database))
            .append(ArchiveFormat.COLLECTION, new BsonString(collection))
            .append(ArchiveFormat.EOF, BsonBoolean.valueOf(end))
            .append(ArchiveFormat.CRC, new BsonInt64(crc)));
  }

  private void document(BsonDocument document) throws IOException {
    out.write(ArchiveFormat.bytes(document));
  }

  private void number(int value) throws IOException {
    out.write(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }
}
