package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection; whatever it throws is a fault that says who asked whom. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Side side;
  private final String who;

  Session(Connection connection, Side side, String who) {
    this.connection = connection;
    this.side = side;
    this.who = who;
  }

  /** Reads one row of an answer. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> rows(String sql, Reader<T> reader, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
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

  <T> T row(String sql, Reader<T> reader, Object... parameters) {
    return rows(sql, reader, parameters).get(0);
  }

  /** The first column of the first row, if there is one and it is not null. */
  Optional<String> text(String sql, Object... parameters) {
    List<Optional<String>> found =
        rows(sql, row -> Optional.ofNullable(row.getString(1)), parameters);
    return found.isEmpty() ? Optional.empty() : found.get(0);
  }

  long number(String sql, Object... parameters) {
    return row(sql, row -> row.getLong(1), parameters);
  }

  /** Runs one statement. */
  void run(String sql) {
    try {
      execute(sql);
    } catch (SQLException e) {
      throw SqlFaults.of(e, side, who);
    }
  }

  /** Runs one statement; the caller knows better than we what the server's answer means. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What an exception of {@link #execute} means where the caller knows no better. */
  Fault fault(SQLException e) {
    return SqlFaults.of(e, side, who);
  }

  /** Cuts the connection, which ends what it asks; for another thread. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone already: there is nothing left to cut.
      return;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was asked has been answered: a connection that is gone already is closed.
      return;
    }
  }
}
