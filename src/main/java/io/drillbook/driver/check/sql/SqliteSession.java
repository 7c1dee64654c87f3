package io.drillbook.driver.check.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/** A session at an SQLite file that only reads, also in whatever the query attaches. */
final class SqliteSession {
  private static final int STEPS_BETWEEN_LOOKS = 10_000;

  private SqliteSession() {}

  /** Opens a file that is there: a check never makes one. */
  static Connection open(String path, Duration limit) throws SQLException {
    Path file = Path.of(path).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new SQLException("there is no such file");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toUri() + "?mode=ro");
    limit(connection, limit);
    return connection;
  }

  /** The library's own limit for a query is one for waiting only. */
  private static void limit(Connection connection, Duration limit) throws SQLException {
    long end = System.nanoTime() + limit.toNanos();
    ProgressHandler.setHandler(
        connection,
        STEPS_BETWEEN_LOOKS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() - end > 0 ? 1 : 0;
          }
        });
  }
}
