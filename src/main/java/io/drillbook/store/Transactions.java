package io.drillbook.store;

import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The three ways in which a store takes part in transactions. */
final class Transactions {
  private final TransactionTemplate joined;
  private final TransactionTemplate own;
  private final TransactionTemplate nested;

  Transactions(PlatformTransactionManager transactions) {
    joined = template(transactions, TransactionDefinition.PROPAGATION_REQUIRED);
    own = template(transactions, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    nested = template(transactions, TransactionDefinition.PROPAGATION_NESTED);
  }

  /** In the caller's transaction, or in a new one where there is none. */
  <T> T joined(Supplier<T> work) {
    return joined.execute(status -> work.get());
  }

  /** In the caller's transaction, or in a new one where there is none. */
  void joined(Runnable work) {
    joined.executeWithoutResult(status -> work.run());
  }

  /** In a transaction of its own, whatever becomes of the caller's. */
  void own(Runnable work) {
    own.executeWithoutResult(status -> work.run());
  }

  /**
   * Tries an insert behind a savepoint: PostgreSQL would otherwise give up the caller's whole
   * transaction because of a row that is already there.
   *
   * @return false where the row is already there
   */
  boolean inserted(Runnable insert) {
    try {
      nested.executeWithoutResult(status -> insert.run());
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private static TransactionTemplate template(PlatformTransactionManager manager, int propagation) {
    TransactionTemplate template = new TransactionTemplate(manager);
    template.setPropagationBehavior(propagation);
    return template;
  }
}
