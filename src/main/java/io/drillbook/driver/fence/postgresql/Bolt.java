package io.drillbook.driver.fence.postgresql;

import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Closes a database for others and opens it again. What was there before is kept in a setting of
 * the database itself, so that it can be put back after a crash of Drillbook, or by hand.
 */
final class Bolt {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Pattern MARK = Pattern.compile(".*limit=(-?\\d+) readonly=(\\w*)$");

  // A session of Drillbook's own reads the data home while the fence holds: it is a superuser's.
  private static final String END_SESSIONS =
      """
      select count(pg_catalog.pg_terminate_backend(a.pid)) from pg_catalog.pg_stat_activity a
      left join pg_catalog.pg_roles r on r.oid = a.usesysid
      where a.datname = ? and a.pid <> pg_backend_pid()
        and coalesce(a.backend_type, 'client backend') = 'client backend'
        and not (coalesce(r.rolsuper, false) and a.application_name like 'drillbook%')
      """;

  private final Connection beside;
  private final String database;

  Bolt(Connection beside, String database) {
    this.beside = beside;
    this.database = database;
  }

  /** Lets nobody in any more, ends who is inside and waits until they are gone. */
  void close(StepContext context, Duration limit) throws SQLException {
    Look before = Look.at(beside, database);
    beside.setAutoCommit(false);
    if (before.mark().isEmpty()) {
      alter(
          "set %s to '%s limit=%d readonly=%s'"
              .formatted(Look.MARK, context.runId(), before.limit(), before.readOnly()));
    }
    alter("set default_transaction_read_only to on");
    alter("connection limit 0");
    beside.commit();
    beside.setAutoCommit(true);
    SQLException[] trouble = new SQLException[1];
    Patience.until(limit, EVERY, context.cancellation(), () -> noneLeft(trouble));
    if (trouble[0] != null) {
      throw trouble[0];
    }
  }

  /** Puts back what the mark says was there before. */
  void open(String mark) throws SQLException {
    Matcher before = MARK.matcher(mark);
    if (!before.matches()) {
      throw new SQLException("the setting " + Look.MARK + " was changed: " + mark);
    }
    beside.setAutoCommit(false);
    alter("connection limit " + before.group(1));
    alter(
        before.group(2).isEmpty()
            ? "reset default_transaction_read_only"
            : "set default_transaction_read_only to " + before.group(2));
    alter("reset " + Look.MARK);
    beside.commit();
    beside.setAutoCommit(true);
  }

  /** Asked again and again: a session that was let in just before may show up late. */
  private boolean noneLeft(SQLException[] trouble) {
    try (PreparedStatement statement = beside.prepareStatement(END_SESSIONS)) {
      statement.setString(1, database);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) == 0;
      }
    } catch (SQLException e) {
      trouble[0] = e;
      return true;
    }
  }

  private void alter(String what) throws SQLException {
    try (Statement statement = beside.createStatement()) {
      statement.execute("alter database \"%s\" %s".formatted(database.replace("\"", "\"\""), what));
    }
  }
}
