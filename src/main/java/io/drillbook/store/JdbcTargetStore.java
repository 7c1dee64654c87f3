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
          // Read once: the one who took it since would else look like the one before, and be
          // followed.
          Optional<String> last = last(system, target);
          if (last.filter(this::isOpen).isPresent()) {
            return last.filter(it -> !it.equals(runId));
          }
          // By the name of the run before: two that saw the same ended one cannot both follow it.
          boolean got =
              last.map(it -> follow(system, target, it, runId, at))
                  .orElseGet(() -> begin(system, target, runId, at));
          return got ? Optional.empty() : last(system, target);
        });
  }

  @Override
  public Optional<String> seize(String system, String target, String runId, Instant at) {
    return transactions.joined(
        () -> {
          Optional<String> other = take(system, target, runId, at);
          other.ifPresent(
              it ->
                  jdbc.sql("update target_use set run_id = ?, since = ?" + HERE)
                      .params(runId, Columns.utc(at), system, target)
                      .update());
          return other;
        });
  }

  @Override
  public Optional<String> holder(String system, String target) {
    return last(system, target).filter(this::isOpen);
  }

  private Optional<String> last(String system, String target) {
    return jdbc.sql("select run_id from target_use" + HERE)
        .params(system, target)
        .query(String.class)
        .optional();
  }

  private boolean isOpen(String runId) {
    return jdbc.sql("select count(*) from run where id = ? and ended_at is null")
            .param(runId)
            .query(Long.class)
            .single()
        > 0;
  }

  private boolean follow(String system, String target, String last, String runId, Instant at) {
    return jdbc.sql("update target_use set run_id = ?, since = ?" + HERE + " and run_id = ?")
            .params(runId, Columns.utc(at), system, target, last)
            .update()
        == 1;
  }

  private boolean begin(String system, String target, String runId, Instant at) {
    return transactions.inserted(
        () ->
            jdbc.sql("insert into target_use (system, target, run_id, since) values (?, ?, ?, ?)")
                .params(system, target, runId, Columns.utc(at))
                .update());
  }
}
