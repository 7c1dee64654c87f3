package io.drillbook.store;

import io.drillbook.spi.store.UnitOfWork;
import org.springframework.transaction.PlatformTransactionManager;

/** Makes several writes one transaction of the database. */
public final class JdbcUnitOfWork implements UnitOfWork {
  private final Transactions transactions;

  /** Units of work under this transaction manager. */
  public JdbcUnitOfWork(PlatformTransactionManager transactions) {
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void run(Runnable work) {
    transactions.joined(work);
  }
}
