package io.drillbook.store;

import io.drillbook.domain.log.LogState;
import io.drillbook.spi.store.LogStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Logs, in the database. */
public final class JdbcLogStore implements LogStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Logs in the database that the transaction manager looks after. */
  public JdbcLogStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public boolean hold(String system, String source, String holder, Instant now, Instant until) {
    return transactions.joined(
        () -> {
          int renewed =
              jdbc.sql(
                      """
                      update log_lease set holder = ?, until_at = ?
                      where system = ? and source = ?
                      and (holder = ? or until_at < ? or until_at > ?)""")
                  .params(holder, Columns.utc(until), system, source, holder)
                  .params(Columns.utc(now), Columns.utc(LogStore.latest(now, until)))
                  .update();
          return renewed == 1
              || transactions.inserted(
                  () ->
                      jdbc.sql(
                              """
                              insert into log_lease (system, source, holder, until_at)
                              values (?, ?, ?, ?)""")
                          .params(system, source, holder, Columns.utc(until))
                          .update());
        });
  }

  @Override
  public void letGo(String system, String source, String holder) {
    transactions.joined(
        () -> {
          jdbc.sql("delete from log_lease where system = ? and source = ? and holder = ?")
              .params(system, source, holder)
              .update();
        });
  }

  @Override
  public Optional<LogState> find(String system, String source) {
    return jdbc.sql("select * from log_state where system = ? and source = ?")
        .params(system, source)
        .query((row, index) -> state(row))
        .optional();
  }

  @Override
  public void save(String system, String source, LogState state) {
    transactions.joined(
        () -> {
          int updated =
              values(
                      """
                      update log_state set series = ?, newest = ?, piece_bytes = ?, safe_at = ?,
                      lost_at = ?, lost = ?, ordered_at = ?, trouble = ?, told = ?, kept_bytes = ?,
                      limit_bytes = ?, looked_at = ? where system = ? and source = ?""",
                      state)
                  .params(system, source)
                  .update();
          if (updated == 0) {
            values(
                    """
                    insert into log_state (series, newest, piece_bytes, safe_at, lost_at, lost,
                    ordered_at, trouble, told, kept_bytes, limit_bytes, looked_at, system, source)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    state)
                .params(system, source)
                .update();
          }
        });
  }

  private JdbcClient.StatementSpec values(String sql, LogState state) {
    return jdbc.sql(sql)
        .params(state.series(), state.newest(), state.pieceBytes())
        .param(Columns.utc(state.safeAt()))
        .param(Columns.utc(state.lostAt()))
        .param(state.lost())
        .param(Columns.utc(state.orderedAt()))
        .params(state.trouble(), String.join(" ", new TreeSet<>(state.told())))
        .params(state.keptBytes(), state.limitBytes(), Columns.utc(state.lookedAt()));
  }

  private static LogState state(ResultSet row) throws SQLException {
    return new LogState(
        row.getString("series"),
        row.getString("newest"),
        row.getLong("piece_bytes"),
        Columns.optionalInstant(row, "safe_at"),
        Columns.optionalInstant(row, "lost_at"),
        row.getString("lost"),
        Columns.optionalInstant(row, "ordered_at"),
        row.getString("trouble"),
        words(row.getString("told")),
        row.getLong("kept_bytes"),
        row.getLong("limit_bytes"),
        Columns.instant(row, "looked_at"));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split(" "))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
