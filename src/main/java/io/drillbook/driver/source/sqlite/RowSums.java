package io.drillbook.driver.source.sqlite;

import io.drillbook.spi.step.StepContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts rows and adds up a hash of each, so that the order in which they come does not matter: the
 * first 8 bytes of each row's SHA-256, added as numbers of 63 bits.
 */
final class RowSums {
  /** Of a longer value only the beginning and the length are hashed, so that memory is enough. */
  static final int LONGEST = 4 * 1024 * 1024;

  private static final int CHECKED_EVERY = 1000;
  private static final byte NULL = 0;
  private static final byte INTEGER = 1;
  private static final byte REAL = 2;
  private static final byte TEXT = 3;
  private static final byte BLOB = 4;

  private final MessageDigest digest;
  private final StepContext context;
  private long rows;
  private long sum;

  private RowSums(StepContext context) {
    this.context = context;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static RowSums of(Database database, String query, StepContext context) throws SQLException {
    RowSums sums = new RowSums(context);
    database.each(query, sums::add);
    return sums;
  }

  /** Asks for columns; those that hold a long value somewhere come cut, with their length. */
  static String query(List<String> columns, String table, Database database) throws SQLException {
    List<String> longest =
        columns.stream().map(c -> "coalesce(max(octet_length(" + c + ")), 0)").toList();
    List<Long> bytes =
        database
            .rows(
                "select " + String.join(", ", longest) + " from " + table,
                row -> lengths(row, columns.size()))
            .get(0);
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (bytes.get(i) <= LONGEST) {
        asked.add(column);
      } else {
        asked.add(
            "iif(octet_length(%1$s) > %2$d, substr(cast(%1$s as blob), 1, %2$d), %1$s)"
                .formatted(column, LONGEST));
        asked.add("octet_length(" + column + ")");
      }
    }
    return "select " + String.join(", ", asked) + " from " + table;
  }

  long rows() {
    return rows;
  }

  long sum() {
    return sum & Long.MAX_VALUE;
  }

  private static List<Long> lengths(ResultSet row, int count) throws SQLException {
    List<Long> lengths = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      lengths.add(row.getLong(i));
    }
    return lengths;
  }

  private Void add(ResultSet row) throws SQLException {
    int columns = row.getMetaData().getColumnCount();
    for (int i = 1; i <= columns; i++) {
      value(row.getObject(i));
    }
    sum += ByteBuffer.wrap(digest.digest()).getLong();
    if (++rows % CHECKED_EVERY == 0) {
      context.cancellation().check();
    }
    return null;
  }

  /** With type and length, so that no two different rows are written alike. */
  private void value(Object value) {
    if (value == null) {
      digest.update(NULL);
    } else if (value instanceof Double number) {
      put(REAL, Double.doubleToRawLongBits(number));
    } else if (value instanceof Number number) {
      put(INTEGER, number.longValue());
    } else if (value instanceof byte[] bytes) {
      put(BLOB, bytes.length);
      digest.update(bytes);
    } else {
      byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
      put(TEXT, text.length);
      digest.update(text);
    }
  }

  private void put(byte type, long number) {
    digest.update(type);
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }
}
