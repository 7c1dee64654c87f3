package io.drillbook.store;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.spi.store.OwedStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What is owed for pauses, in the database. */
public final class JdbcOwedStore implements OwedStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** A store in the database that the transaction manager looks after. */
  public JdbcOwedStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void owe(List<OwedProgram> programs) {
    transactions.own(() -> programs.forEach(this::insert));
  }

  private void insert(OwedProgram it) {
    jdbc.sql(
            """
            insert into owed_program (run_id, position, point, system, kind, command,
              timeout_millis, server, owed_at, interrupted, running, trouble)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(it.runId(), it.position(), it.point(), it.system(), it.kind().name())
        .params(JsonColumn.write(it.command()), it.timeout().toMillis(), it.server())
        .params(Columns.utc(it.owedAt()), it.interrupted(), it.running(), it.trouble())
        .update();
  }

  @Override
  public List<OwedProgram> of(String runId) {
    return jdbc.sql("select * from owed_program where run_id = ? order by position")
        .param(runId)
        .query(JdbcOwedStore::row)
        .list();
  }

  @Override
  public List<OwedProgram> open() {
    return jdbc.sql("select * from owed_program where settled_at is null order by run_id, position")
        .query(JdbcOwedStore::row)
        .list();
  }

  @Override
  public void interrupt(String runId) {
    change("update owed_program set interrupted = true where run_id = ?", runId);
  }

  @Override
  public void running(String runId, String process) {
    change(
        "update owed_program set running = ? where run_id = ? and settled_at is null",
        process,
        runId);
  }

  @Override
  public void failed(OwedProgram it, String trouble) {
    change(
        "update owed_program set trouble = ? where run_id = ? and position = ?",
        trouble,
        it.runId(),
        it.position());
  }

  @Override
  public void settle(OwedProgram it, Instant at) {
    change(
        """
        update owed_program set settled_at = coalesce(settled_at, ?), trouble = ''
        where run_id = ? and position = ?""",
        Columns.utc(at),
        it.runId(),
        it.position());
  }

  private void change(String sql, Object... values) {
    transactions.own(() -> jdbc.sql(sql).params(values).update());
  }

  private static OwedProgram row(ResultSet row, int index) throws SQLException {
    return new OwedProgram(
        row.getString("run_id"),
        row.getInt("position"),
        row.getString("point"),
        row.getString("system"),
        OwedProgram.Kind.valueOf(row.getString("kind")),
        JsonColumn.names(row.getString("command")),
        Duration.ofMillis(row.getLong("timeout_millis")),
        row.getString("server"),
        Columns.instant(row, "owed_at"),
        row.getBoolean("interrupted"),
        row.getString("running"),
        row.getString("trouble"),
        Columns.optionalInstant(row, "settled_at"));
  }
}
