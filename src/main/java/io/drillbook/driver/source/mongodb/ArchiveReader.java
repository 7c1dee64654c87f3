package io.drillbook.driver.source.mongodb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BSONException;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Reads a mongodump archive to its end, blocks of several collections interleaved or not, and holds
 * it to what mongorestore demands: a whole prelude, every collection begun and ended, checksums
 * that are right, nothing behind the last terminator.
 */
final class ArchiveReader {
  private final InputStream in;
  private final ArchiveVisitor visitor;
  private final Map<String, Crc64> open = new HashMap<>();
  private final Set<String> waited = new HashSet<>();
  private String database;

  ArchiveReader(InputStream in, ArchiveVisitor visitor) {
    this.in = in;
    this.visitor = visitor;
  }

  /**
   * Reads everything.
   *
   * @throws BrokenArchive where the archive is not whole
   * @throws IOException where it cannot be read
   */
  void read() throws IOException {
    if (word().orElseThrow(ArchiveReader::cut) != ArchiveFormat.MAGIC) {
      throw new BrokenArchive("it does not begin as an archive of mongodump does");
    }
    prelude();
    for (Optional<byte[]> header = item(true); header.isPresent(); header = item(true)) {
      block(parse(header.get()));
    }
    if (!open.isEmpty() || !waited.isEmpty()) {
      Set<String> missing = new HashSet<>(waited);
      missing.addAll(open.keySet());
      throw new BrokenArchive("it ends before these collections do: " + missing);
    }
  }

  /** The one database that the archive is of, once {@link #read} has passed the prelude. */
  String database() {
    return database;
  }

  private void prelude() throws IOException {
    parse(item(false).orElseThrow(() -> new BrokenArchive("its header is missing")));
    List<CollectionEntry> collections = new ArrayList<>();
    for (Optional<byte[]> next = item(false); next.isPresent(); next = item(false)) {
      BsonDocument said = parse(next.get());
      CollectionEntry entry = entry(said);
      String of = text(said, ArchiveFormat.DB);
      if (database != null && !database.equals(of)) {
        throw new BrokenArchive("it holds more than one database: " + database + " and " + of);
      }
      database = of;
      collections.add(entry);
      waited.add(entry.isTimeSeries() ? "system.buckets." + entry.name() : entry.name());
    }
    visitor.prelude(collections);
  }

  private void block(BsonDocument header) throws IOException {
    String collection = text(header, ArchiveFormat.COLLECTION);
    if (header.getBoolean(ArchiveFormat.EOF, BsonBoolean.FALSE).getValue()) {
      close(collection, header);
      if (item(false).isPresent()) {
        throw new BrokenArchive("a document stands behind the end of: " + collection);
      }
      return;
    }
    if (waited.remove(collection)) {
      open.put(collection, new Crc64());
    }
    Crc64 crc = open.get(collection);
    if (crc == null) {
      throw new BrokenArchive("a collection that was not announced, or had ended: " + collection);
    }
    for (Optional<byte[]> next = item(false); next.isPresent(); next = item(false)) {
      crc.update(next.get(), 0, next.get().length);
      visitor.document(collection, next.get());
    }
  }

  private void close(String collection, BsonDocument header) throws BrokenArchive {
    Crc64 crc = waited.remove(collection) ? new Crc64() : open.remove(collection);
    if (crc == null) {
      throw new BrokenArchive("the end of a collection that had not begun: " + collection);
    }
    long said = header.getInt64(ArchiveFormat.CRC, new BsonInt64(0)).getValue();
    if (said != crc.getValue()) {
      throw new BrokenArchive("the checksum is wrong of: " + collection);
    }
    visitor.end(collection);
  }

  /**
   * The next document; empty at a terminator, and at the end of the archive where that is allowed.
   */
  private Optional<byte[]> item(boolean mayEnd) throws IOException {
    Optional<Integer> word = word();
    if (word.isEmpty() && mayEnd) {
      return Optional.empty();
    }
    int size = word.orElseThrow(ArchiveReader::cut);
    if (size == ArchiveFormat.TERMINATOR) {
      if (mayEnd) {
        throw new BrokenArchive("a block without a header");
      }
      return Optional.empty();
    }
    if (size < ArchiveFormat.SMALLEST || size > ArchiveFormat.LARGEST) {
      throw new BrokenArchive("neither a document nor a terminator: " + size);
    }
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(size);
    int rest = size - Integer.BYTES;
    if (in.readNBytes(bytes.array(), Integer.BYTES, rest) < rest) {
      throw cut();
    }
    if (bytes.get(size - 1) != 0) {
      throw new BrokenArchive("a document without its end");
    }
    return Optional.of(bytes.array());
  }

  private Optional<Integer> word() throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    if (bytes.length < Integer.BYTES) {
      throw cut();
    }
    return Optional.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  private static CollectionEntry entry(BsonDocument said) throws BrokenArchive {
    String name = text(said, ArchiveFormat.COLLECTION);
    String type = said.getString(ArchiveFormat.TYPE, new BsonString("")).getValue();
    try {
      return CollectionEntry.parse(name, type, text(said, ArchiveFormat.METADATA));
    } catch (RuntimeException e) {
      throw new BrokenArchive("the definition cannot be read of: " + name);
    }
  }

  private static BsonDocument parse(byte[] bytes) throws BrokenArchive {
    try {
      return new RawBsonDocument(bytes).decode(new BsonDocumentCodec());
    } catch (BSONException | IllegalArgumentException e) {
      throw new BrokenArchive("a header that is no document");
    }
  }

  private static String text(BsonDocument document, String key) {
    return document.getString(key, new BsonString("")).getValue();
  }

  private static BrokenArchive cut() {
    return new BrokenArchive("it is cut");
  }
}
