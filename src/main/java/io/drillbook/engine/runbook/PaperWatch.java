package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.paper.KeepPaper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Puts the runbooks on paper into the vaults: of every plan when the server starts, because models
 * and program may be new, and of each plan that changes. A vault that does not take them is tried
 * again.
 */
public final class PaperWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PaperWatch.class);
  private static final Duration FIRST = Duration.ofSeconds(3);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMinutes(5);

  /** More at a time would keep a starting server of hundreds of systems busy with printing. */
  private static final int EACH_LOOK = 3;

  private final Plans plans;
  private final KeepPaper keep;
  private final Clock clock;
  private final Map<String, String> done = new ConcurrentHashMap<>();
  private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
  private final Repeated timer =
      new Repeated("papers", LOG, "Unable to keep runbooks on paper; tried again.");

  /** A watch over these plans. */
  public PaperWatch(Plans plans, KeepPaper keep, Clock clock) {
    this.plans = plans;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public void start() {
    timer.start(FIRST, EVERY, this::look);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  /** Those that changed while the server runs come first: of the others a page is there. */
  void look() {
    Instant now = clock.instant();
    plans.all().stream()
        .filter(plan -> isDue(plan, now))
        .sorted(Comparator.comparing(plan -> !done.containsKey(plan.system())))
        .limit(EACH_LOOK)
        .forEach(plan -> keep(plan, now));
  }

  private boolean isDue(ProtectionPlan plan, Instant now) {
    return !plan.digest().equals(done.get(plan.system()))
        && !now.isBefore(notBefore.getOrDefault(plan.system(), Instant.MIN));
  }

  /** What fails for one plan must not keep the others' papers from being put away. */
  private void keep(ProtectionPlan plan, Instant now) {
    try {
      Map<String, String> trouble = keep.keep(plan);
      trouble.forEach(
          (vault, why) ->
              LOG.warn("The runbooks of '{}' are not in '{}': {}", plan.system(), vault, why));
      if (trouble.isEmpty()) {
        done.put(plan.system(), plan.digest());
        return;
      }
    } catch (RuntimeException e) {
      LOG.error("Unable to keep the runbooks of '{}' on paper; tried again.", plan.system(), e);
    }
    notBefore.put(plan.system(), now.plus(AGAIN));
  }
}
