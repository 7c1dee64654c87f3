package io.drillbook.engine.boot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Lets one server at a time change what all of them share. On PostgreSQL an advisory lock; an
 * embedded database has one server only.
 */
final class ClusterLock {
  /** "drillboo" in ASCII; any number would do that nobody else uses in this database. */
  private static final long KEY = 0x6472696c6c626f6fL;

  private static final int PATIENCE_MILLIS = 120_000;

  private final DataSource database;

  ClusterLock(DataSource database) {
    this.database = database;
  }

  /** Runs something while holding the lock. */
  void hold(Runnable action) {
    Held held = acquire();
    try {
      action.run();
    } finally {
      held.close();
    }
  }

  /** Waits for the lock, two minutes at most; closing gives it back. */
  Held acquire() {
    try {
      Connection connection = database.getConnection();
      try {
        if (!"PostgreSQL".equals(connection.getMetaData().getDatabaseProductName())) {
          connection.close();
          return () -> {};
        }
        call(connection, "select pg_advisory_lock(?)");
        return () -> release(connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the lock among the servers could not be had", e);
    }
  }

  private static void release(Connection connection) {
    try (connection) {
      call(connection, "select pg_advisory_unlock(?)");
    } catch (SQLException e) {
      throw new IllegalStateException("the lock among the servers could not be given back", e);
    }
  }

  private static void call(Connection connection, String sql) throws SQLException {
    try (Statement timeout = connection.createStatement();
        PreparedStatement call = connection.prepareStatement(sql)) {
      timeout.execute("set statement_timeout = " + PATIENCE_MILLIS);
      call.setLong(1, KEY);
      call.execute();
      timeout.execute("reset statement_timeout");
    }
  }

  /** A lock that is held. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    @Override
    void close();
  }
}
