package io.drillbook.store;

import io.drillbook.spi.store.ForecastWarningStore;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Warnings of forecasts, in the database. */
public final class JdbcForecastWarningStore implements ForecastWarningStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Warnings in the database that the transaction manager looks after. */
  public JdbcForecastWarningStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public boolean claim(String runId, String outcome, Instant at) {
    return transactions.joined(
        () ->
            transactions.inserted(
                () ->
                    jdbc.sql(
                            "insert into forecast_warning (run_id, outcome, told_at)"
                                + " values (?, ?, ?)")
                        .params(runId, outcome, Columns.utc(at))
                        .update()));
  }
}
