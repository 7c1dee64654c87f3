package io.drillbook.engine.work;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.step.Cancellation;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to work one step, for a while; whoever loses it must stop at once. */
final class Lease {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final int SETTLE_TRIES = 20;

  private final ExternalTaskService tasks;
  private final LockedExternalTask task;
  private final LeaseSettings settings;
  private final String workerId;
  private final Clock clock;
  private final SystemActor actor;
  private final Cancellation cancellation = new Cancellation();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Instant validUntil;

  Lease(
      ExternalTaskService tasks,
      LockedExternalTask task,
      LeaseSettings settings,
      String workerId,
      Clock clock,
      SystemActor actor) {
    this.tasks = tasks;
    this.task = task;
    this.settings = settings;
    this.workerId = workerId;
    this.clock = clock;
    this.actor = actor;
    this.validUntil = clock.instant().plus(settings.lock());
  }

  Cancellation cancellation() {
    return cancellation;
  }

  boolean isOf(String runId) {
    return runId.equals(task.getBusinessKey());
  }

  void cancel(String why) {
    cancellation.cancel(why);
  }

  /** Called by the heartbeat; skips a beat while the step is being settled. */
  void extend() {
    if (!turn.tryLock()) {
      return;
    }
    try {
      if (!over.get()) {
        askForMore();
      }
    } finally {
      turn.unlock();
    }
  }

  private void askForMore() {
    Instant asked = clock.instant();
    try {
      actor.run(() -> tasks.extendLock(task.getId(), workerId, settings.lock().toMillis()));
      validUntil = asked.plus(settings.lock());
    } catch (BadUserRequestException e) {
      lost();
    } catch (RuntimeException e) {
      LOG.warn("Unable to extend the lease of '{}'.", task.getActivityId(), e);
      // Without an answer from the database nobody can tell who owns the step once the lease ran
      // out; the question itself may have taken that long.
      if (clock.instant().isAfter(validUntil)) {
        cancel("the lease ran out while the database did not answer");
      }
    }
  }

  /** The engine knows this worker's right no more. */
  void lost() {
    cancel("the run was cancelled, or another worker holds the step now");
  }

  /**
   * Completes or fails the step with the engine; nothing is left to give back then. A heartbeat at
   * the same moment, or a sibling step that ends at the same moment, changes the same rows: without
   * turns and further tries finished work would be thrown away.
   *
   * @throws ProcessEngineException where the engine refused every try
   */
  void settle(Runnable withEngine) {
    turn.lock();
    try {
      for (int tries = 1; !over.get(); tries++) {
        try {
          withEngine.run();
          over.set(true);
        } catch (ProcessEngineException e) {
          if (tries == SETTLE_TRIES || !Collision.is(e)) {
            throw e;
          }
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Unlocks a step that was not settled, so that it can be taken over without waiting. The engine
   * unlocks for anybody: without asking for more time first, a worker that had lost its lease would
   * take the step from the one that works it now.
   */
  void giveBack() {
    if (over.compareAndSet(false, true)) {
      try {
        actor.run(
            () -> {
              tasks.extendLock(task.getId(), workerId, settings.lock().toMillis());
              tasks.unlock(task.getId());
            });
      } catch (RuntimeException e) {
        LOG.info("The step '{}' is no longer ours to give back.", task.getActivityId());
      }
    }
  }
}
