package io.drillbook.store;

import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.spi.store.ScheduleStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger of due times, in the database. */
public final class JdbcScheduleStore implements ScheduleStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** A ledger in the database that the transaction manager looks after. */
  public JdbcScheduleStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public Optional<Instant> newestDue(String system, String schedule, Instant upTo) {
    return jdbc.sql(
            """
            select due_at from due_time
            where system = ? and schedule = ? and due_at <= ? and fired_at <= ?
              and not clock_ahead
            order by due_at desc fetch first 1 rows only""")
        .params(system, schedule, Columns.utc(upTo), Columns.utc(upTo.plus(Columns.CLOCKS_DIFFER)))
        .query((row, index) -> Columns.instant(row, "due_at"))
        .optional();
  }

  @Override
  public boolean doubt(String system, String schedule, Instant now) {
    return jdbc.sql(
                """
                update due_time set clock_ahead = true
                where system = ? and schedule = ? and fired_at > ? and not clock_ahead""")
            .params(system, schedule, Columns.utc(now.plus(Columns.CLOCKS_DIFFER)))
            .update()
        > 0;
  }

  @Override
  public boolean add(DueTime due) {
    return insert(due) || replaceFromTheFuture(due);
  }

  /**
   * A row that a clock wrote which was ahead tells of nothing that happened by now. Only a run was
   * real whatever the clock said, and a clock that was behind takes honest rows for such ones:
   * "missed" must not wipe out the run.
   */
  private boolean replaceFromTheFuture(DueTime due) {
    return jdbc.sql(
                """
                update due_time
                set fired_at = ?, outcome = ?, run_id = ?, clock_ahead = false
                where system = ? and schedule = ? and due_at = ?
                  and (clock_ahead or fired_at > ?)
                  and (run_id is null or ? <> 'MISSED' or cast(? as varchar(200)) is not null)""")
            .params(Columns.utc(due.firedAt()), due.outcome().name(), due.runId().orElse(null))
            .params(due.system(), due.schedule(), Columns.utc(due.dueAt()))
            .param(Columns.utc(due.firedAt().plus(Columns.CLOCKS_DIFFER)))
            .param(due.outcome().name())
            .param(due.runId().orElse(null))
            .update()
        == 1;
  }

  private boolean insert(DueTime due) {
    return transactions.inserted(
        () ->
            jdbc.sql(
                    """
                    insert into due_time (system, schedule, due_at, fired_at, outcome, run_id)
                    values (?, ?, ?, ?, ?, ?)""")
                .params(due.system(), due.schedule())
                .params(Columns.utc(due.dueAt()), Columns.utc(due.firedAt()))
                .params(due.outcome().name())
                .param(due.runId().orElse(null))
                .update());
  }

  @Override
  public void setOutcome(String system, String schedule, Instant dueAt, DueOutcome outcome) {
    jdbc.sql("update due_time set outcome = ? where system = ? and schedule = ? and due_at = ?")
        .params(outcome.name(), system, schedule, Columns.utc(dueAt))
        .update();
  }

  @Override
  public List<DueTime> newest(String system, int limit) {
    return jdbc.sql(
            """
            select * from due_time where system = ?
            order by due_at desc, schedule fetch first ? rows only""")
        .params(system, limit)
        .query((row, index) -> due(row))
        .list();
  }

  @Override
  public List<DueTime> due(String system, Instant from, Instant to, int limit) {
    return jdbc.sql(
            """
            select * from due_time
            where system = ? and due_at >= ? and due_at < ? and not clock_ahead
            order by due_at, schedule fetch first ? rows only""")
        .params(system, Columns.utc(from), Columns.utc(to), limit)
        .query((row, index) -> due(row))
        .list();
  }

  @Override
  public List<DueTime> newestOf(String system, String schedule, int limit) {
    return jdbc.sql(
            """
            select * from due_time where system = ? and schedule = ?
            order by due_at desc fetch first ? rows only""")
        .params(system, schedule, limit)
        .query((row, index) -> due(row))
        .list();
  }

  @Override
  public long count(String system, String schedule, DueOutcome outcome) {
    return jdbc.sql(
            "select count(*) from due_time where system = ? and schedule = ? and outcome = ?")
        .params(system, schedule, outcome.name())
        .query(Long.class)
        .single();
  }

  @Override
  public boolean claimChain(String system, String schedule, String instanceId) {
    boolean claimed =
        transactions.inserted(
            () ->
                jdbc.sql(
                        "insert into schedule_chain (system, schedule, instance_id)"
                            + " values (?, ?, ?)")
                    .params(system, schedule, instanceId)
                    .update());
    return claimed || chain(system, schedule).filter(instanceId::equals).isPresent();
  }

  @Override
  public void releaseChain(String system, String schedule, String instanceId) {
    jdbc.sql("delete from schedule_chain where system = ? and schedule = ? and instance_id = ?")
        .params(system, schedule, instanceId)
        .update();
  }

  @Override
  public Optional<String> chain(String system, String schedule) {
    return jdbc.sql("select instance_id from schedule_chain where system = ? and schedule = ?")
        .params(system, schedule)
        .query(String.class)
        .optional();
  }

  private static DueTime due(ResultSet row) throws SQLException {
    return new DueTime(
        row.getString("system"),
        row.getString("schedule"),
        Columns.instant(row, "due_at"),
        Columns.instant(row, "fired_at"),
        DueOutcome.valueOf(row.getString("outcome")),
        Optional.ofNullable(row.getString("run_id")));
  }
}
