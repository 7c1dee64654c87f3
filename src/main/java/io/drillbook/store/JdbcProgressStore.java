package io.drillbook.store;

import io.drillbook.spi.store.ProgressStore;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Live progress, in the database. */
public final class JdbcProgressStore implements ProgressStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Progress in the database that the transaction manager looks after. */
  public JdbcProgressStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  /**
   * {@inheritDoc} A worker whose step was taken over still reports for a while; its older attempt
   * never overwrites the newer one.
   */
  @Override
  public void save(Progress progress) {
    try {
      transactions.own(
          () -> {
            if (update(progress) == 0) {
              insert(progress);
            }
          });
    } catch (DuplicateKeyException e) {
      transactions.own(() -> update(progress));
    }
  }

  @Override
  public List<Progress> of(String runId) {
    return jdbc.sql("select * from step_progress where run_id = ? order by step, subject")
        .param(runId)
        .query(
            (row, index) ->
                new Progress(
                    row.getString("run_id"),
                    row.getString("step"),
                    row.getString("subject"),
                    row.getInt("attempt"),
                    row.getLong("done"),
                    row.getLong("total"),
                    Columns.instant(row, "reported_at")))
        .list();
  }

  private int update(Progress progress) {
    return jdbc.sql(
            """
            update step_progress set attempt = ?, done = ?, total = ?, reported_at = ?
            where run_id = ? and step = ? and subject = ? and attempt <= ?""")
        .params(progress.attempt(), progress.done(), progress.total(), Columns.utc(progress.at()))
        .params(progress.runId(), progress.step(), progress.subject(), progress.attempt())
        .update();
  }

  private void insert(Progress progress) {
    jdbc.sql(
            """
            insert into step_progress (attempt, done, total, reported_at, run_id, step, subject)
            values (?, ?, ?, ?, ?, ?, ?)""")
        .params(progress.attempt(), progress.done(), progress.total(), Columns.utc(progress.at()))
        .params(progress.runId(), progress.step(), progress.subject())
        .update();
  }
}
