package io.drillbook.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sample databases that everybody knows, from Maven Central ({@code net.hydromatic}), where they
 * lie as scripts of HSQLDB. Those are plain SQL but for a few words and the way they write letters.
 */
public enum PublicSample {
  /** A music shop: names in many languages, a table that refers to itself. */
  CHINOOK,
  /** Employees and departments, older than most who use it. */
  SCOTT,
  /** Model cars: orders, payments, time and texts of a thousand letters. */
  STEELWHEELS,
  /** A grocery chain: 876,000 rows in 37 tables. */
  FOODMART;

  private static final Pattern LETTER = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final Pattern OF_HSQLDB =
      Pattern.compile(
          "SET (DATABASE|FILES) .*|(CREATE|ALTER) USER .*|CREATE SCHEMA PUBLIC .*|GRANT .*"
              + "|ALTER SEQUENCE .*|INSERT INTO BLOCKS .*");
  private static final int AT_ONCE = 500;

  /** Into this empty database of PostgreSQL, each in a schema of its own. */
  public void load(Connection postgresql) throws SQLException {
    try (Statement statement = postgresql.createStatement()) {
      // The scripts fill tables by their names, not in the order of their keys.
      statement.execute("set session_replication_role = replica");
    }
    load(
        postgresql,
        line ->
            line.replaceFirst("^SET SCHEMA ", "set search_path = ")
                .replaceFirst("^(CREATE SCHEMA .*) AUTHORIZATION SA$", "$1"),
        line -> line.replace(" DOUBLE", " DOUBLE PRECISION").replace(" TINYINT", " SMALLINT"));
  }

  /** Into this empty database of MariaDB, which knows no schemas within one. */
  public void loadIntoMariadb(Connection mariadb) throws SQLException {
    try (Statement statement = mariadb.createStatement()) {
      statement.execute("set sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
      statement.execute("set foreign_key_checks = 0");
    }
    String schema = "(\"" + name().toLowerCase(Locale.ROOT) + "\"|" + name() + ")\\.";
    load(
        mariadb,
        line ->
            line.replaceFirst("^(SET|CREATE) SCHEMA .*", "")
                .replaceFirst("^INSERT INTO " + schema, "INSERT INTO "),
        line -> line.replaceAll(schema, "").replace(" TIMESTAMP", " DATETIME"));
  }

  private void load(Connection to, UnaryOperator<String> every, UnaryOperator<String> definition)
      throws SQLException {
    String file = "/" + name().toLowerCase(Locale.ROOT) + ".script";
    try (InputStream script = PublicSample.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(script, StandardCharsets.US_ASCII));
        Statement statement = to.createStatement()) {
      to.setAutoCommit(false);
      int waiting = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String sql = translated(line, every, definition);
        if (!sql.isEmpty()) {
          statement.addBatch(sql);
          waiting++;
        }
        if (waiting == AT_ONCE) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
      to.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String translated(
      String line, UnaryOperator<String> every, UnaryOperator<String> definition) {
    if (OF_HSQLDB.matcher(line).matches() || line.contains("SYSTEM_LOBS")) {
      return "";
    }
    String plain = every.apply(LETTER.matcher(line).replaceAll(PublicSample::letter));
    return line.startsWith("INSERT ")
        ? plain
        : definition.apply(plain.replace("CREATE MEMORY TABLE", "CREATE TABLE"));
  }

  private static String letter(MatchResult found) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16)));
  }
}
