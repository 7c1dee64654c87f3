package io.drillbook.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class RepeatedUnitOfWorkTest {
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void forget() {
    TransactionSynchronizationManager.clear();
  }

  private void run(int failures) {
    new RepeatedUnitOfWork(Runnable::run)
        .run(
            () -> {
              if (begun.incrementAndGet() <= failures) {
                throw new OptimisticLockingException("a heartbeat");
              }
            });
  }

  @Test
  void whatMetAHeartbeatIsDoneAgain() {
    run(3);
    assertThat(begun).hasValue(4);
  }

  @Test
  void itEndsSomeTime() {
    assertThatThrownBy(() -> run(1000)).isInstanceOf(OptimisticLockingException.class);
    assertThat(begun).hasValueLessThan(20);
  }

  @Test
  void withinATransactionThatIsLostAlreadyNothingIsRepeated() {
    TransactionSynchronizationManager.setActualTransactionActive(true);
    assertThatThrownBy(() -> run(1)).isInstanceOf(OptimisticLockingException.class);
    assertThat(begun).hasValue(1);
  }
}
