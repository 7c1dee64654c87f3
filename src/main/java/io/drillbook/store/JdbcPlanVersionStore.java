package io.drillbook.store;

import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.spi.store.PlanVersionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Versions of plans, in the database. */
public final class JdbcPlanVersionStore implements PlanVersionStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Versions in the database that the transaction manager looks after. */
  public JdbcPlanVersionStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public boolean add(PlanVersion version) {
    return transactions.inserted(
        () ->
            jdbc.sql(
                    """
                    insert into plan_version (system, version, digest, first_seen, text)
                    values (?, ?, ?, ?, ?)""")
                .params(version.system(), version.number(), version.digest())
                .params(Columns.utc(version.firstSeen()), version.text())
                .update());
  }

  @Override
  public List<PlanVersion> newest() {
    return jdbc.sql(
            """
            select v.* from plan_version v where v.version =
              (select max(other.version) from plan_version other where other.system = v.system)
            order by v.system""")
        .query((row, index) -> version(row))
        .list();
  }

  @Override
  public List<PlanVersion> of(String system) {
    return jdbc.sql("select * from plan_version where system = ? order by version desc")
        .param(system)
        .query((row, index) -> version(row))
        .list();
  }

  @Override
  public Optional<PlanVersion> find(String system, int number) {
    return jdbc.sql("select * from plan_version where system = ? and version = ?")
        .params(system, number)
        .query((row, index) -> version(row))
        .optional();
  }

  private static PlanVersion version(ResultSet row) throws SQLException {
    return new PlanVersion(
        row.getString("system"),
        row.getInt("version"),
        row.getString("digest"),
        Columns.instant(row, "first_seen"),
        row.getString("text"));
  }
}
