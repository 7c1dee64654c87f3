package io.drillbook.spi.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection; whatever it throws is a fault that says who asked whom. */
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final Side side;
  private final String who;
  private volatile Statement running;

  Session(Connection connection, Side side, String who) {
    this.connection = connection;
    this.side = side;
    this.who = who;
  }

  /** Reads one row of an answer. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads the columns; must not move to another row. */
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of the answer. */
  public <T> List<T> rows(String sql, Reader<T> reader, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      running = statement;
      List<T> found = new ArrayList<>();
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          found.add(reader.read(answer));
        }
      }
      return found;
    } catch (SQLException e) {
      throw SqlFaults.of(e, side, who);
    }
  }

  /** The first row of the answer, which must be there. */
  public <T> T row(String sql, Reader<T> reader, Object... parameters) {
    return rows(sql, reader, parameters).get(0);
  }

  /** The first column of the first row, if there is one and it is not null. */
  public Optional<String> text(String sql, Object... parameters) {
    List<Optional<String>> found =
        rows(sql, row -> Optional.ofNullable(row.getString(1)), parameters);
    return found.isEmpty() ? Optional.empty() : found.get(0);
  }

  /** Whether the answer is a single true. */
  public boolean holds(String sql, Object... parameters) {
    return text(sql, parameters).filter("t"::equals).isPresent();
  }

  /** Runs one statement outside of any transaction of ours, or in the open one. */
  public void run(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      throw SqlFaults.of(e, side, who);
    }
  }

  /** Runs one statement; the caller knows better than we what the server's answer means. */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      statement.execute(sql);
    }
  }

  /** Ends a running statement at the server and cuts the connection. */
  public void abort() {
    try {
      Statement now = running;
      if (now != null && !now.isClosed()) {
        now.cancel();
      }
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // Nothing left to abort: the connection is gone already.
      close();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqlFaults.of(e, side, who);
    }
  }
}
