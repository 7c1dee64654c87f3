package io.drillbook.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.record.Place;
import io.drillbook.spi.store.FindingStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Findings in the database. */
public final class JdbcFindingStore implements FindingStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Findings in the database that the transaction manager looks after. */
  public JdbcFindingStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void add(DrillFinding finding) {
    transactions.joined(
        () ->
            jdbc.sql(
                    """
                    insert into finding (id, system, scenario, step, what, severity, run_id, owner,
                      opened_at, due_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(finding.id(), finding.system(), finding.scenario(), finding.step())
                .params(finding.what(), finding.severity().name(), finding.runId())
                .params(finding.owner(), Columns.utc(finding.openedAt()))
                .param(Columns.utc(finding.dueAt()))
                .update());
  }

  @Override
  public boolean close(String id, Closure closure) {
    return transactions.joined(
        () ->
            jdbc.sql(
                        """
                        update finding set closed_at = ?, closed_by = ?, reason = ?
                        where id = ? and closed_at is null""")
                    .params(Columns.utc(closure.at()), closure.by(), closure.reason(), id)
                    .update()
                == 1);
  }

  @Override
  public Optional<DrillFinding> find(String id) {
    return jdbc.sql("select * from finding where id = ?")
        .param(id)
        .query((row, index) -> finding(row))
        .optional();
  }

  @Override
  public List<DrillFinding> open(String system) {
    return jdbc.sql(
            "select * from finding where system = ? and closed_at is null order by opened_at, id")
        .param(system)
        .query((row, index) -> finding(row))
        .list();
  }

  @Override
  public List<DrillFinding> newest(
      Optional<Place> after, Optional<String> system, boolean closedToo, int limit) {
    return jdbc.sql(
            """
            select * from finding where (cast(? as varchar(200)) is null or system = ?)
            and (? or closed_at is null)
            and (cast(? as timestamp(6) with time zone) is null or opened_at < ?
              or opened_at = ? and id < ?)
            order by opened_at desc, id desc fetch first ? rows only""")
        .param(system.orElse(null))
        .param(system.orElse(null))
        .param(closedToo)
        .param(Columns.utc(after.map(Place::at)))
        .param(Columns.utc(after.map(Place::at)))
        .param(Columns.utc(after.map(Place::at)))
        .param(after.map(Place::id).orElse(""))
        .param(limit)
        .query((row, index) -> finding(row))
        .list();
  }

  static DrillFinding finding(ResultSet row) throws SQLException {
    String by = row.getString("closed_by");
    String reason = row.getString("reason");
    return new DrillFinding(
        row.getString("id"),
        row.getString("system"),
        row.getString("scenario"),
        row.getString("step"),
        row.getString("what"),
        Severity.valueOf(row.getString("severity")),
        row.getString("run_id"),
        row.getString("owner"),
        Columns.instant(row, "opened_at"),
        Columns.instant(row, "due_at"),
        Columns.optionalInstant(row, "closed_at").map(at -> new Closure(at, by, reason)));
  }
}
