package io.drillbook.store;

import io.drillbook.spi.store.KeyWarningStore;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Warnings of keys, in the database. */
public final class JdbcKeyWarningStore implements KeyWarningStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Warnings in the database that the transaction manager looks after. */
  public JdbcKeyWarningStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public boolean claim(Warning warning, Instant at) {
    return transactions.joined(
        () ->
            transactions.inserted(
                () ->
                    jdbc.sql(
                            """
                            insert into key_warning (system, fingerprint, expires_at, days, told_at)
                            values (?, ?, ?, ?, ?)""")
                        .params(warning.system(), warning.fingerprint())
                        .params(Columns.utc(warning.expires()), warning.days(), Columns.utc(at))
                        .update()));
  }
}
