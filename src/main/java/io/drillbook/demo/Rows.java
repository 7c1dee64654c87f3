package io.drillbook.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Every row of one table as text, by its number.
 *
 * @param table one of the shop's tables
 */
record Rows(String table, SortedMap<Long, String> byNumber) {
  /** Reads a table whole. */
  static Rows read(Connection connection, String table) throws SQLException {
    SortedMap<Long, String> rows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id, t::text from " + table + " t")) {
      while (row.next()) {
        rows.put(row.getLong(1), row.getString(2));
      }
    }
    return new Rows(table, rows);
  }

  /** The same without these rows. */
  Rows without(Set<Long> numbers) {
    SortedMap<Long, String> rest = new TreeMap<>(byNumber);
    rest.keySet().removeAll(numbers);
    return new Rows(table, rest);
  }

  /** SHA-256 over the chosen rows in the order of their numbers, hexadecimal. */
  String digest(LongPredicate chosen) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byNumber.forEach(
          (number, text) -> {
            if (chosen.test(number)) {
              digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
