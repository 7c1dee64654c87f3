package io.drillbook.engine.schedule;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.ReadinessStore;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final String ACTOR = "timer:readiness-change";

  private final Plans plans;
  private final ReadinessStore store;
  private final TakeFingerprint fingerprint;
  private final StartReadinessCheck start;
  private final ShowReadiness show;
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
   * @param tidy done after each look
   * @param every how often it looks; the first time so long after the start
   */
  public ReadinessWatch(
      Plans plans,
      ReadinessStore store,
      TakeFingerprint fingerprint,
      StartReadinessCheck start,
      ShowReadiness show,
      Runnable tidy,
      MeterRegistry registry,
      Duration every) {
    this.plans = plans;
    this.store = store;
    this.fingerprint = fingerprint;
    this.start = start;
    this.show = show;
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
    boolean inForce = plans.all().stream().anyMatch(plan -> plan.system().equals(system));
    return inForce ? show.of(system).readiness().state().number() : Double.NaN;
  }

  /** What fails for one plan must not keep the others from being looked at. */
  private void look() {
    for (ProtectionPlan plan : plans.all()) {
      try {
        look(plan);
      } catch (RuntimeException e) {
        LOG.error("Unable to look whether '{}' has changed; tried again.", plan.system(), e);
      }
    }
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
  private void look(ProtectionPlan plan) {
    ReadinessFingerprint now = fingerprint.of(plan);
    boolean checked =
        store.latest(plan.system()).map(ReadinessReport::inForce).filter(now::equals).isPresent();
    if (!checked && !now.equals(asked.get(plan.system()))) {
      start.start(plan.system(), ACTOR);
      asked.put(plan.system(), now);
    }
  }
}
