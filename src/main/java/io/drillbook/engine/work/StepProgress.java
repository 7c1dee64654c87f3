package io.drillbook.engine.work;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.ProgressStore.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context of one attempt; writes progress at most once a second for each subject. */
final class StepProgress implements StepContext {
  private static final Logger LOG = LoggerFactory.getLogger(StepProgress.class);
  private static final Duration PACE = Duration.ofSeconds(1);

  private final StepOrder order;
  private final int attempt;
  private final Cancellation cancellation;
  private final ProgressStore store;
  private final Clock clock;
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  StepProgress(
      StepOrder order, int attempt, Cancellation cancellation, ProgressStore store, Clock clock) {
    this.order = order;
    this.attempt = attempt;
    this.cancellation = cancellation;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public String runId() {
    return order.runId();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public void progress(String subject, long done, long total) {
    Instant now = clock.instant();
    Instant last = written.get(subject);
    boolean finished = total >= 0 && done >= total;
    if (last != null && !finished && now.isBefore(last.plus(PACE))) {
      return;
    }
    written.put(subject, now);
    try {
      store.save(new Progress(order.runId(), order.step(), subject, attempt, done, total, now));
    } catch (RuntimeException e) {
      // Progress is for the eye only; a restore must not fail because it could not be shown.
      LOG.warn("Unable to store the progress of '{}'.", order.step(), e);
    }
  }
}
