package io.drillbook.store;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Place;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.RunStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** All runs, in the database. */
public final class JdbcRunStore implements RunStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Runs in the database that the transaction manager looks after. */
  public JdbcRunStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void start(Run run) {
    if (!transactions.inserted(() -> insert(run))) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to start the run: '" + run.id() + "'",
          "A run of that id is already there; look at its timeline.");
    }
  }

  private void insert(Run run) {
    jdbc.sql(
            """
            insert into run (id, kind, system, scenario, detected_at, started_at, started_by,
              rto_millis, rto_assumed, plan_digest, ended_at, verdict)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(run.id(), run.kind().name(), run.system(), name(run.scenario()))
        .params(Columns.utc(run.detectedAt()), Columns.utc(run.startedAt()), run.startedBy())
        .params(run.rto().toMillis(), run.rtoAssumed(), run.planDigest())
        .param(Columns.utc(run.endedAt()))
        .param(name(run.verdict()))
        .update();
  }

  @Override
  public void end(String runId, Instant at, Verdict verdict) {
    jdbc.sql("update run set ended_at = ?, verdict = ? where id = ? and ended_at is null")
        .params(Columns.utc(at), verdict.name(), runId)
        .update();
  }

  @Override
  public Optional<Run> find(String runId) {
    return jdbc.sql("select * from run where id = ?")
        .param(runId)
        .query((row, index) -> run(row))
        .optional();
  }

  @Override
  public List<Run> list(
      Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    return list(Optional.empty(), system, kind, openOnly, limit);
  }

  @Override
  public List<Run> listAfter(
      Place after, Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    return list(Optional.of(after), system, kind, openOnly, limit);
  }

  private List<Run> list(
      Optional<Place> after,
      Optional<String> system,
      Optional<RunKind> kind,
      boolean openOnly,
      int limit) {
    StringBuilder sql = new StringBuilder("select * from run where 1 = 1");
    List<Object> parameters = new ArrayList<>();
    system.ifPresent(
        name -> {
          sql.append(" and system = ?");
          parameters.add(name);
        });
    kind.ifPresent(
        value -> {
          sql.append(" and kind = ?");
          parameters.add(value.name());
        });
    after.ifPresent(
        place -> {
          // The first comparison alone is one that an index answers.
          sql.append(" and started_at <= ? and (started_at < ? or id < ?)");
          parameters.add(Columns.utc(place.at()));
          parameters.add(Columns.utc(place.at()));
          parameters.add(place.id());
        });
    sql.append(openOnly ? " and ended_at is null" : "");
    // H2 takes an index for the order only where the columns that are fixed stand in it, too.
    sql.append(" order by ")
        .append(system.isPresent() ? "system, " : "")
        .append(kind.isPresent() ? "kind, " : "")
        .append("started_at desc, id desc fetch first ? rows only");
    parameters.add(limit);
    return jdbc.sql(sql.toString()).params(parameters).query((row, index) -> run(row)).list();
  }

  @Override
  public Set<String> startedByPeople(String system) {
    return Set.copyOf(
        jdbc.sql("select id from run where system = ? and started_by not like 'timer:%'")
            .param(system)
            .query(String.class)
            .list());
  }

  @Override
  public List<Run> ended(String system, Instant from, Instant to, Optional<Run> after, int limit) {
    OffsetDateTime behind =
        Columns.utc(after.flatMap(Run::endedAt).filter(it -> it.isAfter(from)).orElse(from));
    return jdbc.sql(
            """
            select * from run
            where system = ? and ended_at >= ? and ended_at < ? and (ended_at > ? or id > ?)
            order by ended_at, id fetch first ? rows only""")
        .params(system, behind, Columns.utc(to), behind, after.map(Run::id).orElse(""), limit)
        .query((row, index) -> run(row))
        .list();
  }

  @Override
  public Optional<Run> lastEnded(String system, RunKind kind) {
    return jdbc.sql(
            """
            select * from run where system = ? and kind = ? and ended_at is not null
            order by sequence_no desc fetch first 1 rows only""")
        .params(system, kind.name())
        .query((row, index) -> run(row))
        .optional();
  }

  static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getString("id"),
        RunKind.valueOf(row.getString("kind")),
        row.getString("system"),
        Optional.ofNullable(row.getString("scenario")).map(Scenario::valueOf),
        Columns.instant(row, "detected_at"),
        Columns.instant(row, "started_at"),
        row.getString("started_by"),
        Duration.ofMillis(row.getLong("rto_millis")),
        row.getBoolean("rto_assumed"),
        row.getString("plan_digest"),
        Columns.optionalInstant(row, "ended_at"),
        Optional.ofNullable(row.getString("verdict")).map(Verdict::valueOf));
  }

  private static String name(Optional<? extends Enum<?>> value) {
    return value.map(Enum::name).orElse(null);
  }
}
