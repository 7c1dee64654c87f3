package io.drillbook.engine.work;

import io.drillbook.spi.store.UnitOfWork;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does a unit of work again where it met a change by somebody else, such as a heartbeat of the step
 * that it ends: a person would else be told of a defect. Within another transaction that one has to
 * be repeated, by whoever began it.
 */
public final class RepeatedUnitOfWork implements UnitOfWork {
  private static final int TRIES = 10;

  private final UnitOfWork once;

  /** Repeats this one. */
  public RepeatedUnitOfWork(UnitOfWork once) {
    this.once = once;
  }

  @Override
  public void run(Runnable work) {
    boolean within = TransactionSynchronizationManager.isActualTransactionActive();
    for (int tries = 1; ; tries++) {
      try {
        once.run(work);
        return;
      } catch (ProcessEngineException e) {
        if (within || tries == TRIES || !Collision.is(e)) {
          throw e;
        }
      }
    }
  }
}
