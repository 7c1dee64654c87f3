package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Follows an archive of pg_dump's custom format while it streams by and says whether it is whole: a
 * program, a wrapper or a full pipe can cut a dump short and still end with exit code 0, and {@code
 * pg_restore --list} answers 0 on a cut dump too.
 *
 * <p>Format: src/bin/pg_dump/pg_backup_archiver.c and pg_backup_custom.c of PostgreSQL 11 to 18,
 * archive versions 1.13 to 1.16; a newer version is let through unchecked.
 */
final class ArchiveCheck {
  private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);
  private static final int OLDEST = 13;
  private static final int NEWEST = 16;
  private static final int CUSTOM = 1;
  private static final int ROWS = 1;
  private static final int LARGE_OBJECTS = 3;
  private static final int DATE_FIELDS = 7;
  private static final int SINCE_TABLE_METHOD = 14;
  private static final int SINCE_ALGORITHM_BYTE = 15;
  private static final int SINCE_RELATION_KIND = 16;

  private final InputStream in;
  private final Set<Integer> expected = new HashSet<>();
  private int intBytes;
  private int offsetBytes;
  private int version;

  private ArchiveCheck(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the archive to its end.
   *
   * @param in buffered: it is read byte by byte
   * @throws Fault CAPTURE_FAILED where the archive ends before its end
   * @throws IOException where the stream itself fails
   */
  static void follow(InputStream in, String subject) throws IOException {
    try {
      ArchiveCheck check = new ArchiveCheck(in);
      if (check.head()) {
        check.contents();
        check.blocks();
      }
    } catch (EOFException e) {
      throw cut(subject, e);
    }
  }

  private boolean head() throws IOException {
    for (byte letter : MAGIC) {
      if (one() != letter) {
        throw new EOFException("this is no archive of pg_dump");
      }
    }
    int major = one();
    version = one();
    one();
    if (major != 1 || version < OLDEST || version > NEWEST) {
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
    return true;
  }

  private void contents() throws IOException {
    int entries = number();
    for (int i = 0; i < entries; i++) {
      int id = number();
      if (number() != 0) {
        expected.add(id);
      }
      skipTexts(4);
      number();
      skipTexts(version >= SINCE_TABLE_METHOD ? 6 : 5);
      if (version >= SINCE_RELATION_KIND) {
        number();
      }
      skipTexts(2);
      boolean dependency = true;
      while (dependency) {
        dependency = text();
      }
      skip(1 + offsetBytes);
    }
  }

  private void blocks() throws IOException {
    for (int type = in.read(); type >= 0; type = in.read()) {
      expected.remove(number());
      if (type == ROWS) {
        chunks();
      } else if (type == LARGE_OBJECTS) {
        while (number() != 0) {
          chunks();
        }
      } else {
        throw new EOFException("a block of unknown type " + type);
      }
    }
    if (!expected.isEmpty()) {
      throw new EOFException(expected.size() + " tables are missing");
    }
  }

  private void chunks() throws IOException {
    for (int length = number(); length != 0; length = number()) {
      skip(length);
    }
  }

  private void skipTexts(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      text();
    }
  }

  private boolean text() throws IOException {
    int length = number();
    if (length > 0) {
      skip(length);
    }
    return length >= 0;
  }

  /** A sign byte, then the bytes of the number, lowest first. */
  private int number() throws IOException {
    boolean negative = one() != 0;
    int value = 0;
    for (int i = 0; i < intBytes; i++) {
      value |= one() << (8 * i);
    }
    return negative ? -value : value;
  }

  private int one() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("it ends too early");
    }
    return value;
  }

  private void skip(long count) throws IOException {
    in.skipNBytes(count);
  }

  static Fault cut(String subject, EOFException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to use a dump that is not whole: '" + subject + "': " + e.getMessage(),
        "pg_dump said that it ended well, but its output was cut; look at what stands between.",
        e);
  }
}
