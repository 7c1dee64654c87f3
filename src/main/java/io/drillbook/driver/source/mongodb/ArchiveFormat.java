package io.drillbook.driver.source.mongodb;

import org.bson.BsonDocument;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * The words of the mongodump archive format, version 0.1, as MongoDB's database tools describe it
 * in {@code common/archive/spec.md}: magic number, header, the collections' metadata, a terminator,
 * then blocks of documents, each begun by a header and ended by a terminator. Numbers are
 * little-endian.
 */
final class ArchiveFormat {
  static final int MAGIC = 0x8199e26d;
  static final int TERMINATOR = 0xffffffff;
  static final String VERSION = "0.1";

  /** An empty BSON document. */
  static final int SMALLEST = 5;

  /** The server's limit of a document, and what it allows itself beyond. */
  static final int LARGEST = 16 * 1024 * 1024 + 16 * 1024;

  static final String DB = "db";
  static final String COLLECTION = "collection";
  static final String METADATA = "metadata";
  static final String SIZE = "size";
  static final String TYPE = "type";
  static final String EOF = "EOF";
  static final String CRC = "CRC";
  static final String TIME_SERIES = "timeseries";

  private ArchiveFormat() {}

  /** The bytes of a document. */
  static byte[] bytes(BsonDocument document) {
    RawBsonDocument raw =
        document instanceof RawBsonDocument already
            ? already
            : new RawBsonDocument(document, new BsonDocumentCodec());
    ByteBuf buffer = raw.getByteBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
