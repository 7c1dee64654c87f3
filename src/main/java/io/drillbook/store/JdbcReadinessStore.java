package io.drillbook.store;

import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.CheckFinding.Grade;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessNews;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.readiness.ReadinessState;
import io.drillbook.spi.store.ReadinessStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Readiness, in the database. */
public final class JdbcReadinessStore implements ReadinessStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Readiness in the database that the transaction manager looks after. */
  public JdbcReadinessStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void save(ReadinessReport report) {
    transactions.joined(
        () -> {
          if (update(report) == 0 && !transactions.inserted(() -> insert(report))) {
            update(report);
          }
        });
  }

  private int update(ReadinessReport report) {
    return jdbc.sql(
            """
            update readiness set run_id = ?, checked_at = ?, state = ?, since = ?, why = ?,
              findings = ?, in_force = ?
            where system = ?""")
        .params(values(report))
        .param(report.system())
        .update();
  }

  private void insert(ReadinessReport report) {
    jdbc.sql(
            """
            insert into readiness
              (run_id, checked_at, state, since, why, findings, in_force, system)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(values(report))
        .param(report.system())
        .update();
  }

  private static List<Object> values(ReadinessReport report) {
    return List.of(
        report.runId(),
        Columns.utc(report.checkedAt()),
        report.state().name(),
        Columns.utc(report.since()),
        JsonColumn.write(report.why()),
        JsonColumn.write(report.findings().stream().map(JdbcReadinessStore::parts).toList()),
        JsonColumn.write(new TreeMap<>(report.inForce().parts())));
  }

  @Override
  public Optional<ReadinessReport> latest(String system) {
    return jdbc.sql("select * from readiness where system = ?")
        .param(system)
        .query((row, index) -> report(row))
        .optional();
  }

  @Override
  public void tell(String system, ReadinessNews news) {
    transactions.joined(
        () -> {
          if (updateTold(system, news) == 0
              && !transactions.inserted(() -> insertTold(system, news))) {
            updateTold(system, news);
          }
        });
  }

  private int updateTold(String system, ReadinessNews news) {
    return jdbc.sql("update readiness_told set state = ?, bad = ? where system = ?")
        .params(news.state().name(), names(news), system)
        .update();
  }

  private void insertTold(String system, ReadinessNews news) {
    jdbc.sql("insert into readiness_told (state, bad, system) values (?, ?, ?)")
        .params(news.state().name(), names(news), system)
        .update();
  }

  private static String names(ReadinessNews news) {
    return JsonColumn.write(news.bad().stream().sorted().toList());
  }

  @Override
  public ReadinessNews told(String system) {
    return jdbc.sql("select * from readiness_told where system = ?")
        .param(system)
        .query(
            (row, index) ->
                new ReadinessNews(
                    ReadinessState.valueOf(row.getString("state")),
                    Set.copyOf(JsonColumn.names(row.getString("bad")))))
        .optional()
        .orElse(ReadinessNews.EXPECTED);
  }

  static ReadinessReport report(ResultSet row) throws SQLException {
    return new ReadinessReport(
        row.getString("system"),
        row.getString("run_id"),
        Columns.instant(row, "checked_at"),
        ReadinessState.valueOf(row.getString("state")),
        Columns.instant(row, "since"),
        JsonColumn.names(row.getString("why")),
        JsonColumn.rows(row.getString("findings")).stream()
            .map(JdbcReadinessStore::finding)
            .toList(),
        ReadinessFingerprint.of(JsonColumn.texts(row.getString("in_force"))).orElseThrow());
  }

  private static Map<String, String> parts(CheckFinding finding) {
    return new TreeMap<>(
        Map.of(
            "subject", finding.subject(),
            "what", finding.what(),
            "grade", finding.grade().name(),
            "detail", finding.detail(),
            "hint", finding.hint()));
  }

  private static CheckFinding finding(Map<String, String> parts) {
    return new CheckFinding(
        parts.get("subject"),
        parts.get("what"),
        Grade.valueOf(parts.get("grade")),
        parts.get("detail"),
        parts.get("hint"));
  }
}
