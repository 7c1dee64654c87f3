package io.drillbook.driver.source.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteJDBCLoader;

/**
 * One read-only connection. Paths are given as addresses, so that no letter of a name is taken for
 * a parameter.
 */
final class Database implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;
  private static final int PAGES_AT_ONCE = 1024;

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row of an answer. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** A database that others may write to meanwhile; what is not there is not made. */
  static Database live(Path path) throws SQLException {
    Database database = open(path, "?mode=ro");
    database.run("pragma busy_timeout = " + BUSY_MILLIS);
    return database;
  }

  /** A file that nobody else knows of: without any lock, and nothing comes into being beside it. */
  static Database still(Path path) throws SQLException {
    return open(path, "?immutable=1");
  }

  private static Database open(Path path, String how) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return new Database(config.createConnection("jdbc:sqlite:" + path.toUri() + how));
  }

  /** The library's version; the file format is the same since 3.0. */
  static String version() {
    return "SQLite " + SQLiteJDBCLoader.getVersion();
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  <T> List<T> rows(String sql, Reader<T> reader) throws SQLException {
    List<T> found = new ArrayList<>();
    each(sql, row -> found.add(reader.read(row)));
    return found;
  }

  /** Reads an answer of any length row by row. */
  void each(String sql, Reader<?> reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        reader.read(answer);
      }
    }
  }

  long number(String sql) throws SQLException {
    return rows(sql, row -> row.getLong(1)).get(0);
  }

  /**
   * Begins to read: from here to {@link #close} this connection sees the database as it is now.
   * Without that a backup starts over whenever somebody writes, and never ends where one always
   * does.
   */
  void holdSnapshot() throws SQLException {
    run("begin");
    number("select count(*) from sqlite_schema");
  }

  /**
   * Copies the snapshot page by page. Ends at the end only: the library's call cannot be stopped.
   *
   * @return SQLite's result code, 0 where it is copied
   */
  int backup(Path to, Progress progress) throws SQLException {
    return connection
        .unwrap(SQLiteConnection.class)
        .getDatabase()
        .backup(
            "main",
            to.toString(),
            (left, all) -> progress.pages(all - left, all),
            100,
            BUSY_MILLIS / 100,
            PAGES_AT_ONCE);
  }

  /** Ends whatever is being asked; for another thread. */
  void interrupt() {
    try {
      connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    } catch (SQLException e) {
      // It is closed already: there is nothing to end.
      return;
    }
  }

  /** Told of each group of pages; must not throw, because C is between it and the caller. */
  @FunctionalInterface
  interface Progress {
    void pages(int done, int all);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
