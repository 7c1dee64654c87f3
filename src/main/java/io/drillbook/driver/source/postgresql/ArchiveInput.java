package io.drillbook.driver.source.postgresql;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads what an archive of pg_dump's custom format is made of: numbers and texts.
 *
 * <p>Format: src/bin/pg_dump/pg_backup_archiver.c and pg_backup_custom.c of PostgreSQL 11 to 18,
 * archive versions 1.13 to 1.16.
 */
final class ArchiveInput {
  private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final int OLDEST = 13;
  private static final int NEWEST = 16;
  private static final int CUSTOM = 1;
  private static final int DATE_FIELDS = 7;
  private static final int SINCE_TABLE_METHOD = 14;
  private static final int SINCE_ALGORITHM_BYTE = 15;
  private static final int SINCE_RELATION_KIND = 16;

  private final InputStream in;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private boolean inHead = true;
  private int intBytes;
  private int offsetBytes;
  private int version;

  /** Reads byte by byte, so the stream should be buffered. */
  ArchiveInput(InputStream in) {
    this.in = in;
  }

  /** Reads what stands before the table of contents; false where the version is too new for us. */
  boolean head() throws IOException {
    for (byte letter : MAGIC) {
      if (one() != letter) {
        throw new EOFException("this is no archive of pg_dump");
      }
    }
    if (!isKnown()) {
      return false;
    }
    intBytes = one();
    offsetBytes = one();
    if (one() != CUSTOM) {
      throw new EOFException("this is no archive of the custom format");
    }
    if (version >= SINCE_ALGORITHM_BYTE) {
      one();
    } else {
      number();
    }
    for (int i = 0; i < DATE_FIELDS; i++) {
      number();
    }
    text();
    text();
    text();
    inHead = false;
    return true;
  }

  private boolean isKnown() throws IOException {
    int major = one();
    version = one();
    one();
    return major == 1 && version >= OLDEST && version <= NEWEST;
  }

  /** The bytes of the head, as they came. */
  byte[] headBytes() {
    return head.toByteArray();
  }

  /** How many bytes a number has behind its sign. */
  int intBytes() {
    return intBytes;
  }

  /** Whether entries name a table access method. */
  boolean hasTableMethod() {
    return version >= SINCE_TABLE_METHOD;
  }

  /** Whether entries name a kind of relation. */
  boolean hasRelationKind() {
    return version >= SINCE_RELATION_KIND;
  }

  /** Where an entry's data lies; only programs that can seek look at it. */
  int placeBytes() {
    return 1 + offsetBytes;
  }

  /** The next byte, or -1 at the end. */
  int next() throws IOException {
    return in.read();
  }

  /** A sign byte, then the bytes of the number, lowest first. */
  int number() throws IOException {
    boolean negative = one() != 0;
    int value = 0;
    for (int i = 0; i < intBytes; i++) {
      value |= one() << (8 * i);
    }
    return negative ? -value : value;
  }

  /** A text, one char for each byte, whatever its encoding; null where there is none. */
  String text() throws IOException {
    int length = number();
    return length < 0 ? null : new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  /** Passes over a text; whether there was one. */
  boolean skipText() throws IOException {
    int length = number();
    if (length > 0) {
      skip(length);
    }
    return length >= 0;
  }

  /** Passes over bytes. */
  void skip(long count) throws IOException {
    in.skipNBytes(count);
  }

  /** The next bytes, all of them. */
  byte[] bytes(int length) throws IOException {
    byte[] found = in.readNBytes(length);
    if (found.length < length) {
      throw new EOFException("it ends too early");
    }
    if (inHead) {
      head.write(found);
    }
    return found;
  }

  private int one() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("it ends too early");
    }
    if (inHead) {
      head.write(value);
    }
    return value;
  }
}
