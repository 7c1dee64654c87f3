package io.drillbook.store;

import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.spi.store.CopyStore;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is known of copies, in the database. */
public final class JdbcCopyStore implements CopyStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Copies in the database that the transaction manager looks after. */
  public JdbcCopyStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  /** {@inheritDoc} The point's row is locked, so that two who save at once take turns. */
  @Override
  public void save(PointCopy copy) {
    transactions.joined(
        () -> {
          if (known(copy)) {
            jdbc.sql("delete from point_copy where system = ? and point_id = ? and vault = ?")
                .params(copy.system(), copy.point(), copy.vault())
                .update();
            insert(copy);
          }
        });
  }

  /** {@inheritDoc} In one statement each, so that a finding that comes meanwhile is not lost. */
  @Override
  public void doubt(String system, Instant now) {
    OffsetDateTime limit = Columns.utc(now.plus(Columns.CLOCKS_DIFFER));
    jdbc.sql("update point_copy set read_at = null where system = ? and read_at > ?")
        .params(system, limit)
        .update();
    jdbc.sql("update point_copy set since = ? where system = ? and since > ?")
        .params(Columns.utc(Instant.EPOCH), system, limit)
        .update();
  }

  @Override
  public List<PointCopy> of(String system) {
    return jdbc.sql("select * from point_copy where system = ? order by point_id, vault")
        .param(system)
        .query(
            (row, index) ->
                new PointCopy(
                    row.getString("system"),
                    row.getString("point_id"),
                    row.getString("vault"),
                    CopyState.valueOf(row.getString("state")),
                    row.getLong("bytes"),
                    Columns.instant(row, "since"),
                    Columns.optionalInstant(row, "read_at"),
                    row.getString("finding")))
        .list();
  }

  private boolean known(PointCopy copy) {
    return jdbc.sql("select 1 from recovery_point where system = ? and point_id = ? for update")
        .params(copy.system(), copy.point())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private void insert(PointCopy copy) {
    jdbc.sql(
            """
            insert into point_copy (system, point_id, vault, state, bytes, since, read_at, finding)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(copy.system(), copy.point(), copy.vault(), copy.state().name(), copy.bytes())
        .params(Columns.utc(copy.since()), Columns.utc(copy.readAt()), copy.finding())
        .update();
  }
}
