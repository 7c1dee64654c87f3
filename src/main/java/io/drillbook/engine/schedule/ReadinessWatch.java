package io.drillbook.engine.schedule;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.Recent;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has a plan checked as soon as something changed that its proof was for: the plan's file, a
 * runbook, the program, a key. All of them show in the fingerprint, so that is what is looked at,
 * and a check whose result was for another one is out of date.
 */
public final class ReadinessWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);

  /**
   * A new release changes what every plan was proven for: a backup must not wait for all checks.
   */
  private static final int AT_ONCE = 50;

  private static final Duration FRESH = Duration.ofSeconds(5);

  /** Who starts these checks. */
  public static final String ACTOR = "timer:readiness-change";

  private final Plans plans;
  private final Supplier<Map<String, Standing>> standings;
  private final Recent<Map<String, Standing>> recent;
  private final Consumer<String> start;
  private final Runnable tidy;
  private final MeterRegistry registry;
  private final Duration every;
  private final Map<String, ReadinessFingerprint> asked = new ConcurrentHashMap<>();
  private final Set<String> metrics = ConcurrentHashMap.newKeySet();
  private final Repeated timer =
      new Repeated(
          "readiness watch", LOG, "Unable to look whether plans have changed; tried again.");

  /**
   * A watch over these plans.
   *
   * @param standings of all systems, asked anew at each look and once for each scrape of metrics
   * @param start starts the check of a system
   * @param tidy done after each look
   * @param every how often it looks; the first time so long after the start
   */
  public ReadinessWatch(
      Plans plans,
      Supplier<Map<String, Standing>> standings,
      Consumer<String> start,
      Runnable tidy,
      MeterRegistry registry,
      Duration every,
      Clock clock) {
    this.plans = plans;
    this.standings = standings;
    this.recent = new Recent<>(standings, FRESH, clock);
    this.start = start;
    this.tidy = tidy;
    this.registry = registry;
    this.every = every;
  }

  @Override
  public void start() {
    plans.all().forEach(this::register);
    plans.onChange(this::register);
    timer.start(every, every, this::look);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private void register(ProtectionPlan plan) {
    if (metrics.add(plan.system())) {
      Gauge.builder("drillbook_readiness", () -> number(plan.system()))
          .description("0 not ready, 1 needs verification, 2 verified")
          .tag("system", plan.system())
          .register(registry);
    }
  }

  /** Not a number where the plan was taken away: none of the states would be true. */
  private double number(String system) {
    Standing standing = recent.get().get(system);
    return standing == null ? Double.NaN : standing.readiness().state().number();
  }

  private void look() {
    standings.get().values().stream()
        .filter(this::isOutOfDate)
        .filter(this::isStarted)
        .limit(AT_ONCE)
        .forEach(standing -> asked.put(standing.system(), standing.inForce()));
    try {
      tidy.run();
    } catch (RuntimeException e) {
      LOG.error("Unable to tidy up after checks of readiness; tried again.", e);
    }
  }

  /**
   * A check that fails is not started again for the same change: the schedule tries again. One that
   * could not even be started is.
   */
  private boolean isOutOfDate(Standing standing) {
    ReadinessFingerprint now = standing.inForce();
    boolean checked =
        standing.report().map(ReadinessReport::inForce).filter(now::equals).isPresent();
    return !checked && !now.equals(asked.get(standing.system()));
  }

  /** What fails for one plan must not keep the others from being checked. */
  private boolean isStarted(Standing standing) {
    try {
      start.accept(standing.system());
      return true;
    } catch (RuntimeException e) {
      LOG.error("Unable to have the readiness of '{}' checked; tried again.", standing.system(), e);
      return false;
    }
  }
}
