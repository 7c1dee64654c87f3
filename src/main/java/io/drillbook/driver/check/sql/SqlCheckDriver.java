package io.drillbook.driver.check.sql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.check.CheckScope;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.StepContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks a restored PostgreSQL, MariaDB, MySQL or SQLite database one question and compares the first
 * column of the first row. The session is read-only: a check that writes fails.
 */
public final class SqlCheckDriver implements CheckDriver {
  private final Secrets secrets;

  /**
   * A driver.
   *
   * @param secrets where the target's password is found
   */
  public SqlCheckDriver(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return "sql";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    all.add(Setting.required("source", Setting.Type.TEXT, "Source whose target is asked."));
    all.add(
        Setting.required(
            "query", Setting.Type.TEXT, "One query; the first column of its first row counts."));
    all.add(Setting.optional("at-least", Setting.Type.NUMBER, "The smallest good answer."));
    all.add(Setting.optional("at-most", Setting.Type.NUMBER, "The largest good answer."));
    all.add(Setting.optional("equals", Setting.Type.TEXT, "The only good answer."));
    all.add(
        Setting.optional(
            "timeout", Setting.Type.DURATION, "How long the query may take; default 1m."));
    all.addAll(CheckScope.SETTINGS);
    return List.copyOf(all);
  }

  @Override
  public CheckResult run(
      Settings settings, Map<String, Settings> targetSources, StepContext context) {
    Expectation expected = Expectation.of(settings);
    String query = settings.text("query");
    Target target = target(settings.text("source"), targetSources);
    Duration limit = Durations.of(settings, "timeout", Duration.ofMinutes(1));
    context.cancellation().check();
    try (Connection connection = target.connect(secrets, limit)) {
      return ask(connection, query, expected, limit, context);
    } catch (SQLException e) {
      context.cancellation().check();
      return new CheckResult(
          false, query, "expected " + expected + ", but the database said: " + message(e));
    }
  }

  private static CheckResult ask(
      Connection connection,
      String query,
      Expectation expected,
      Duration limit,
      StepContext context)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
      statement.setMaxRows(1);
      context.cancellation().onCancel(() -> cancel(statement));
      try (ResultSet rows = statement.executeQuery(query)) {
        String seen = rows.next() ? rows.getString(1) : null;
        return new CheckResult(
            expected.holds(seen), query, "expected " + expected + ", found " + inWords(seen));
      }
    }
  }

  private static String inWords(String seen) {
    return seen == null ? "nothing" : "'" + seen.substring(0, Math.min(200, seen.length())) + "'";
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended by itself: nothing is left to cancel.
      return;
    }
  }

  private static String message(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing");
  }

  private static Target target(String source, Map<String, Settings> targetSources) {
    Settings found = targetSources.get(source);
    if (found == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the source of an sql check at the target: '" + source + "'",
          "The target has " + targetSources.keySet() + "; compare 'verify' with 'targets'.");
    }
    return new Target(found);
  }
}
