package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first bytes of a database (sqlite.org/fileformat2.html, section 1.3).
 *
 * @param pages how many there are, or 0 where a program older than 3.7.0 wrote last
 * @param writtenBy the version that wrote last, such as 3.40.1
 */
record Header(int pageSize, long pages, boolean wal, String writtenBy) {
  static final int BYTES = 100;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int PAGE_SIZE_AT = 16;
  private static final int READ_VERSION_AT = 19;
  private static final int CHANGES_AT = 24;
  private static final int PAGES_AT = 28;
  private static final int VALID_FOR_AT = 92;
  private static final int VERSION_AT = 96;
  private static final int LARGEST = 65536;
  private static final int THOUSAND = 1000;
  private static final int UNSIGNED_SHORT = 0xffff;
  private static final int LOOKED_AT = 1024;
  private static final int RANDOM = 200;

  /** The header, where these are the first bytes of a database. */
  static Optional<Header> parse(byte[] bytes) {
    if (bytes.length < BYTES || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int size = buffer.getShort(PAGE_SIZE_AT) & UNSIGNED_SHORT;
    // A size in the header counts only where the one who counted also wrote last.
    boolean counted = buffer.getInt(CHANGES_AT) == buffer.getInt(VALID_FOR_AT);
    int version = buffer.getInt(VERSION_AT);
    return Optional.of(
        new Header(
            size == 1 ? LARGEST : size,
            counted ? Integer.toUnsignedLong(buffer.getInt(PAGES_AT)) : 0,
            bytes[READ_VERSION_AT] == 2,
            "%d.%d.%d"
                .formatted(
                    version / THOUSAND / THOUSAND,
                    version / THOUSAND % THOUSAND,
                    version % THOUSAND)));
  }

  /**
   * Refuses a file that is no database before SQLite is asked, whose answer is the same for a text,
   * a damaged header and an encrypted database.
   *
   * @throws Fault CAPTURE_FAILED
   */
  static Header require(InputStream in, String subject) throws IOException {
    byte[] start = in.readNBytes(LOOKED_AT);
    return parse(start).orElseThrow(() -> notSqlite(subject, isRandom(start)));
  }

  static Fault notSqlite(String subject, boolean encrypted) {
    return encrypted
        ? new Fault(
            FaultCode.CAPTURE_FAILED,
            "unable to capture a database that looks encrypted: '" + subject + "'",
            "SQLCipher, SEE and the like cannot be read without their key: let the application"
                + " export, or protect the file by kind 'directory' from a snapshot.")
        : new Fault(
            FaultCode.CAPTURE_FAILED,
            "unable to capture a file that is no SQLite database: '" + subject + "'",
            "Check the path: an SQLite 3 database begins with the words 'SQLite format 3'.");
  }

  /** Text and zeros use few of the 256 values, cipher text nearly all of them. */
  private static boolean isRandom(byte[] start) {
    boolean[] seen = new boolean[256];
    int different = 0;
    for (byte value : start) {
      if (!seen[value & 0xff]) {
        seen[value & 0xff] = true;
        different++;
      }
    }
    return start.length == LOOKED_AT && different > RANDOM;
  }
}
