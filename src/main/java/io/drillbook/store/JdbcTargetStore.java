package io.drillbook.store;

import io.drillbook.spi.store.TargetStore;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Who restores into which target, in the database. */
public final class JdbcTargetStore implements TargetStore {
  private static final String HERE = " where system = ? and target = ?";

  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Uses of targets in the database that the transaction manager looks after. */
  public JdbcTargetStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public Optional<String> take(String system, String target, String runId, Instant at) {
    return transactions.joined(
        () -> {
          long turn = turn(system, target);
          Optional<String> other = holder(system, target).filter(it -> !it.equals(runId));
          if (other.isEmpty()) {
            use(system, target, runId, turn, at);
          }
          return other;
        });
  }

  @Override
  public Optional<String> seize(String system, String target, String runId, Instant at) {
    return transactions.joined(
        () -> {
          long turn = turn(system, target);
          Optional<String> other = holder(system, target).filter(it -> !it.equals(runId));
          // The other one's row stays: it may go on writing after this run has ended.
          use(system, target, runId, turn, at);
          return other;
        });
  }

  @Override
  public Optional<String> holder(String system, String target) {
    return jdbc
        .sql(
            "select run_id from target_use"
                + HERE
                + " and run_id in (select id from run where ended_at is null) order by turn desc")
        .params(system, target)
        .query(String.class)
        .list()
        .stream()
        .findFirst();
  }

  /** Waits for whoever asks at the same time; from here to the transaction's end nobody else. */
  private long turn(String system, String target) {
    if (!next(system, target)) {
      boolean first =
          transactions.inserted(
              () ->
                  jdbc.sql("insert into target_turn (system, target, turn) values (?, ?, 1)")
                      .params(system, target)
                      .update());
      if (!first) {
        next(system, target);
      }
    }
    return jdbc.sql("select turn from target_turn" + HERE)
        .params(system, target)
        .query(Long.class)
        .single();
  }

  private boolean next(String system, String target) {
    return jdbc.sql("update target_turn set turn = turn + 1" + HERE).params(system, target).update()
        == 1;
  }

  private void use(String system, String target, String runId, long turn, Instant at) {
    // Rows of ended runs say nothing any more.
    jdbc.sql(
            "delete from target_use"
                + HERE
                + " and (run_id = ? or run_id not in (select id from run where ended_at is null))")
        .params(system, target, runId)
        .update();
    jdbc.sql("insert into target_use (system, target, run_id, turn, since) values (?, ?, ?, ?, ?)")
        .params(system, target, runId, turn, Columns.utc(at))
        .update();
  }
}
