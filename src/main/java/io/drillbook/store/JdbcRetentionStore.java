package io.drillbook.store;

import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Leaving;
import io.drillbook.spi.store.RetentionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Holds, begun removals and our own count, in the database. */
public final class JdbcRetentionStore implements RetentionStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** A store in the database that the transaction manager looks after. */
  public JdbcRetentionStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public Map<String, Long> sequence(String system) {
    Map<String, Long> found = new HashMap<>();
    jdbc.sql("select point_id, sequence_no from recovery_point where system = ?")
        .params(system)
        .query(
            row -> {
              found.put(row.getString("point_id"), row.getLong("sequence_no"));
            });
    return found;
  }

  @Override
  public List<Hold> holds(String system) {
    return jdbc.sql("select * from recovery_point_hold where system = ? order by held_at, id")
        .params(system)
        .query((row, index) -> hold(row))
        .list();
  }

  @Override
  public boolean hold(Hold hold) {
    return transactions.joined(
        () -> {
          lock(hold.system(), hold.point());
          boolean goes =
              leaving(hold.system()).stream().anyMatch(it -> it.point().equals(hold.point()));
          if (goes) {
            return false;
          }
          transactions.inserted(() -> insert(hold));
          return true;
        });
  }

  private void insert(Hold hold) {
    jdbc.sql(
            """
            insert into recovery_point_hold (id, system, point_id, reason, held_by, held_at,
              held_until, release_reason, released_by, released_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(hold.id(), hold.system(), hold.point(), hold.reason(), hold.heldBy())
        .params(Columns.utc(hold.heldAt()))
        .param(Columns.utc(hold.until()))
        .param(hold.released().map(Hold.Release::reason).orElse(null))
        .param(hold.released().map(Hold.Release::releasedBy).orElse(null))
        .param(Columns.utc(hold.released().map(Hold.Release::releasedAt)))
        .update();
  }

  @Override
  public void release(String holdId, Hold.Release release) {
    jdbc.sql(
            """
            update recovery_point_hold set release_reason = ?, released_by = ?, released_at = ?
            where id = ? and released_at is null""")
        .params(release.reason(), release.releasedBy(), Columns.utc(release.releasedAt()), holdId)
        .update();
  }

  @Override
  public boolean leave(Leaving leaving) {
    return transactions.joined(
        () -> {
          boolean known = lock(leaving.system(), leaving.point());
          boolean held =
              holds(leaving.system()).stream()
                  .anyMatch(
                      it -> it.point().equals(leaving.point()) && it.isActive(leaving.since()));
          if (!known || held) {
            return false;
          }
          transactions.inserted(() -> insert(leaving));
          return true;
        });
  }

  private void insert(Leaving leaving) {
    jdbc.sql(
            """
            insert into recovery_point_leaving (system, point_id, run_id, since, why)
            values (?, ?, ?, ?, ?)""")
        .params(leaving.system(), leaving.point(), leaving.runId())
        .params(Columns.utc(leaving.since()), leaving.why())
        .update();
  }

  @Override
  public List<Leaving> leaving(String system) {
    return jdbc.sql("select * from recovery_point_leaving where system = ? order by point_id")
        .params(system)
        .query(
            (row, index) ->
                new Leaving(
                    row.getString("system"),
                    row.getString("point_id"),
                    row.getString("run_id"),
                    Columns.instant(row, "since"),
                    row.getString("why")))
        .list();
  }

  @Override
  public Optional<Instant> lastLooked(String system) {
    return jdbc.sql("select looked_at from retention_look where system = ?")
        .params(system)
        .query((row, index) -> Columns.instant(row, "looked_at"))
        .optional();
  }

  @Override
  public void looked(String system, Instant at) {
    transactions.joined(
        () -> {
          int changed =
              jdbc.sql("update retention_look set looked_at = ? where system = ?")
                  .params(Columns.utc(at), system)
                  .update();
          if (changed == 0) {
            transactions.inserted(
                () ->
                    jdbc.sql("insert into retention_look (system, looked_at) values (?, ?)")
                        .params(system, Columns.utc(at))
                        .update());
          }
        });
  }

  /** Hold and removal of one point take turns here, so that each sees the other. */
  private boolean lock(String system, String point) {
    return jdbc.sql(
            "select point_id from recovery_point where system = ? and point_id = ? for update")
        .params(system, point)
        .query(String.class)
        .optional()
        .isPresent();
  }

  private static Hold hold(ResultSet row) throws SQLException {
    String by = row.getString("released_by");
    return new Hold(
        row.getString("id"),
        row.getString("system"),
        row.getString("point_id"),
        row.getString("reason"),
        row.getString("held_by"),
        Columns.instant(row, "held_at"),
        Columns.optionalInstant(row, "held_until"),
        by == null
            ? Optional.empty()
            : Optional.of(
                new Hold.Release(
                    row.getString("release_reason"), by, Columns.instant(row, "released_at"))));
  }
}
