package io.drillbook.store;

import io.drillbook.spi.store.ScheduleWatchStore;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is remembered of schedules, in the database. */
public final class JdbcScheduleWatchStore implements ScheduleWatchStore {
  private static final String ONLY = "schedules";

  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** A memory in the database that the transaction manager looks after. */
  public JdbcScheduleWatchStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public Optional<Seen> seen(String system, String schedule) {
    return jdbc.sql("select * from schedule_seen where system = ? and schedule = ?")
        .params(system, schedule)
        .query(
            (row, index) ->
                new Seen(
                    row.getString("system"),
                    row.getString("schedule"),
                    row.getString("rule"),
                    Columns.instant(row, "since"),
                    Columns.optionalInstant(row, "told_of")))
        .optional();
  }

  @Override
  public void save(Seen seen) {
    transactions.joined(
        () -> {
          int updated =
              jdbc.sql(
                      """
                      update schedule_seen set rule = ?, since = ?, told_of = ?
                      where system = ? and schedule = ?""")
                  .params(seen.rule(), Columns.utc(seen.since()))
                  .param(Columns.utc(seen.toldOf()))
                  .params(seen.system(), seen.schedule())
                  .update();
          if (updated == 0) {
            jdbc.sql(
                    """
                    insert into schedule_seen (rule, since, told_of, system, schedule)
                    values (?, ?, ?, ?, ?)""")
                .params(seen.rule(), Columns.utc(seen.since()))
                .param(Columns.utc(seen.toldOf()))
                .params(seen.system(), seen.schedule())
                .update();
          }
        });
  }

  @Override
  public void looked(Instant at) {
    transactions.joined(
        () -> {
          int updated =
              jdbc.sql("update schedule_look set looked_at = ? where id = ?")
                  .params(Columns.utc(at), ONLY)
                  .update();
          if (updated == 0) {
            jdbc.sql("insert into schedule_look (looked_at, id) values (?, ?)")
                .params(Columns.utc(at), ONLY)
                .update();
          }
        });
  }

  @Override
  public Optional<Instant> lastLook() {
    return jdbc.sql("select looked_at from schedule_look where id = ?")
        .param(ONLY)
        .query((row, index) -> Columns.instant(row, "looked_at"))
        .optional();
  }
}
