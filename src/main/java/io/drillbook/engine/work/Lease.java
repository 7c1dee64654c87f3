package io.drillbook.engine.work;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.step.Cancellation;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to work one step, for a while; whoever loses it must stop at once. */
final class Lease {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final ExternalTaskService tasks;
  private final LockedExternalTask task;
  private final LeaseSettings settings;
  private final String workerId;
  private final Clock clock;
  private final SystemActor actor;
  private final Cancellation cancellation = new Cancellation();
  private final AtomicBoolean over = new AtomicBoolean();
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

  void cancel(String why) {
    cancellation.cancel(why);
  }

  /** Called by the heartbeat. */
  void extend() {
    if (over.get()) {
      return;
    }
    Instant asked = clock.instant();
    try {
      actor.run(() -> tasks.extendLock(task.getId(), workerId, settings.lock().toMillis()));
      validUntil = asked.plus(settings.lock());
    } catch (BadUserRequestException e) {
      if (!over.get()) {
        cancel("the run was cancelled, or another worker holds the step now");
      }
    } catch (RuntimeException e) {
      LOG.warn("Unable to extend the lease of '{}'.", task.getActivityId(), e);
      // Without an answer from the database nobody can tell who owns the step once the lease ran
      // out.
      if (asked.isAfter(validUntil)) {
        cancel("the lease ran out while the database did not answer");
      }
    }
  }

  /** The step was completed or failed by its worker: nothing left to give back. */
  void settled() {
    over.set(true);
  }

  /** Unlocks a step that was not settled, so that it can be taken over without waiting. */
  void giveBack() {
    if (over.compareAndSet(false, true)) {
      try {
        actor.run(() -> tasks.unlock(task.getId()));
      } catch (RuntimeException e) {
        LOG.info("The step '{}' is no longer ours to give back.", task.getActivityId());
      }
    }
  }
}
