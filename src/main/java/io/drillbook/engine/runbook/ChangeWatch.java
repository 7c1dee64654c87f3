package io.drillbook.engine.runbook;

import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.audit.KeepPlanVersions;
import io.drillbook.usecase.audit.NoteRunbooks;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps an account of what plans and runbooks are in force: at the start, at each change of a plan,
 * and every minute, so that a change that the database did not take is kept later.
 */
public final class ChangeWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);
  private static final long EVERY_SECONDS = 60;

  private final KeepPlanVersions plans;
  private final NoteRunbooks runbooks;
  private ScheduledExecutorService thread;

  /** A watch that is told of changed plans. */
  public ChangeWatch(Plans inForce, KeepPlanVersions plans, NoteRunbooks runbooks) {
    this.plans = plans;
    this.runbooks = runbooks;
    inForce.onChange(plan -> soon());
  }

  @Override
  public synchronized void start() {
    look();
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "change watch");
              daemon.setDaemon(true);
              return daemon;
            });
    var looks =
        thread.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    LOG.debug("Plans and runbooks are looked at: {}", looks);
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private synchronized void soon() {
    if (thread != null) {
      thread.execute(this::look);
    }
  }

  private void look() {
    try {
      plans.keep();
      runbooks.note();
    } catch (RuntimeException e) {
      // Thrown on, it would end every later look.
      LOG.error("Unable to keep an account of plans and runbooks.", e);
    }
  }
}
