package io.drillbook.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.engine.SystemActor;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.ProcessEngineLogger;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private RuntimeException answer;
  private Instant now = Instant.parse("2026-11-21T02:00:00Z");
  private Duration answersAfter = Duration.ZERO;
  private final Lease lease =
      new Lease(
          stand(ExternalTaskService.class),
          stand(LockedExternalTask.class),
          LeaseSettings.standard(),
          "worker",
          clock(),
          new SystemActor(stand(IdentityService.class)));

  @Test
  void anEndThatCollidesIsTriedAgain() {
    triedAgainAfter(new OptimisticLockingException("a sibling was faster"));
    lease.giveBack();
    assertThat(calls).doesNotContain("unlock");
  }

  /** Seen where two branches of a backup ended at the same moment: it stood still for a person. */
  @Test
  void anEndWhoseParentASiblingPrunedIsTriedAgain() {
    triedAgainAfter(
        ProcessEngineLogger.PERSISTENCE_LOGGER.resolveParentOfExecutionFailedException(
            "parent", "execution"));
  }

  private void triedAgainAfter(ProcessEngineException collision) {
    AtomicInteger tries = new AtomicInteger();
    lease.settle(
        () -> {
          if (tries.incrementAndGet() < 3) {
            throw collision;
          }
        });
    assertThat(tries).hasValue(3);
  }

  @Test
  void whatTheEngineRefusesForGoodIsNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    assertThatThrownBy(
            () ->
                lease.settle(
                    () -> {
                      tries.incrementAndGet();
                      throw new ProcessEngineException("no such step");
                    }))
        .hasMessageContaining("no such step");
    assertThat(tries).hasValue(1);
  }

  @Test
  void anEndThatCollidesAgainAndAgainIsToldAndTheStepGivenBack() {
    assertThatThrownBy(
            () ->
                lease.settle(
                    () -> {
                      throw new OptimisticLockingException("always");
                    }))
        .isInstanceOf(OptimisticLockingException.class);
    lease.giveBack();
    assertThat(calls).contains("unlock");
  }

  @Test
  void noHeartbeatTouchesTheStepWhileItIsSettled() throws Exception {
    var beats = Executors.newSingleThreadExecutor();
    try {
      beats.submit(lease::extend).get();
      assertThat(calls).containsOnlyOnce("extendLock");
      lease.settle(
          () -> {
            try {
              beats.submit(lease::extend).get();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      beats.submit(lease::extend).get();
      assertThat(calls).containsOnlyOnce("extendLock");
    } finally {
      beats.shutdownNow();
    }
  }

  @Test
  void aLeaseThatTheEngineKnowsNoMoreCancelsTheStep() {
    answer = new NotFoundException("no such task");
    lease.extend();
    assertThat(lease.cancellation().isCancelled()).isTrue();
  }

  @Test
  void aDatabaseThatLetsTheHeartbeatHangUntilTheLeaseRanOutCancelsTheStep() {
    answer = new IllegalStateException("no connection");
    lease.extend();
    assertThat(lease.cancellation().isCancelled()).as("one beat missed").isFalse();
    answersAfter = LeaseSettings.standard().lock().plusSeconds(1);
    lease.extend();
    assertThat(lease.cancellation().isCancelled()).isTrue();
  }

  @Test
  void aWorkerThatLostItsLeaseDoesNotUnlockTheStepOfTheOneThatTookOver() {
    answer = new NotFoundException("another worker holds the step");
    lease.giveBack();
    assertThat(calls).contains("extendLock").doesNotContain("unlock");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  /** Notes each call by its name; extendLock answers as told. */
  private <T> T stand(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              now = now.plus(answersAfter);
              if (answer != null && method.getName().equals("extendLock")) {
                throw answer;
              }
              return null;
            }));
  }
}
