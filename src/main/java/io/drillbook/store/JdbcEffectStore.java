package io.drillbook.store;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.EffectStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The ledger of effects, in the database. */
public final class JdbcEffectStore implements EffectStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** A ledger in the database that the transaction manager looks after. */
  public JdbcEffectStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public Optional<EffectRow> find(Effect effect) {
    return jdbc.sql("select * from effect where run_id = ? and step = ? and name = ?")
        .params(effect.runId(), effect.step().id(), effect.name())
        .query(JdbcEffectStore::row)
        .optional();
  }

  @Override
  public boolean begin(Effect effect, int attempt, Instant at) {
    try {
      return changed(
          () -> {
            int taken = takeOver(effect, attempt, at);
            return taken > 0 || find(effect).isPresent() ? taken : insert(effect, attempt, at);
          });
    } catch (DuplicateKeyException e) {
      // Another server was first by a hair: the higher attempt has it.
      return changed(() -> takeOver(effect, attempt, at));
    }
  }

  @Override
  public boolean end(Effect effect, int attempt, EffectState state, Instant at, String detail) {
    return changed(
        () ->
            jdbc.sql(
                    """
                    update effect set state = ?, ended_at = ?, detail = ?, attempt = ?
                    where run_id = ? and step = ? and name = ? and attempt <= ?""")
                .params(state.name(), Columns.utc(at), detail, attempt)
                .params(effect.runId(), effect.step().id(), effect.name(), attempt)
                .update());
  }

  @Override
  public List<EffectRow> of(String runId) {
    return jdbc.sql("select * from effect where run_id = ? order by begun_at, step, name")
        .param(runId)
        .query(JdbcEffectStore::row)
        .list();
  }

  private int takeOver(Effect effect, int attempt, Instant at) {
    return jdbc.sql(
            """
            update effect
            set state = 'BEGUN', visit = ?, attempt = ?, begun_at = ?, ended_at = null, detail = ''
            where run_id = ? and step = ? and name = ? and attempt < ?""")
        .params(effect.visit(), attempt, Columns.utc(at))
        .params(effect.runId(), effect.step().id(), effect.name(), attempt)
        .update();
  }

  private int insert(Effect effect, int attempt, Instant at) {
    return jdbc.sql(
            """
            insert into effect (run_id, step, name, state, visit, attempt, begun_at, detail)
            values (?, ?, ?, 'BEGUN', ?, ?, ?, '')""")
        .params(effect.runId(), effect.step().id(), effect.name())
        .params(effect.visit(), attempt, Columns.utc(at))
        .update();
  }

  private boolean changed(java.util.function.IntSupplier write) {
    AtomicInteger rows = new AtomicInteger();
    transactions.own(() -> rows.set(write.getAsInt()));
    return rows.get() > 0;
  }

  private static EffectRow row(ResultSet row, int index) throws SQLException {
    return new EffectRow(
        new Effect(
            row.getString("run_id"),
            StepRef.of(row.getString("step"), ""),
            row.getString("name"),
            row.getString("visit")),
        EffectState.valueOf(row.getString("state")),
        row.getInt("attempt"),
        Columns.instant(row, "begun_at"),
        Columns.optionalInstant(row, "ended_at"),
        row.getString("detail"));
  }
}
