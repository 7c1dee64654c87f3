package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.WarnOfForecast;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every few seconds whether an open incident will miss its RTO, and offers the forecast of
 * each scenario as a metric on quiet days. It is no timer of the incident: that would wait while a
 * job of the incident runs.
 */
public final class ForecastWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final WarnOfForecast warn;
  private final ForecastRecovery forecast;
  private final Plans plans;
  private final MeterRegistry registry;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Repeated timer =
      new Repeated(
          "forecast-watch",
          LOG,
          "The forecast of open incidents could not be looked at; tried again.");

  /** A watch that warns by this use case. */
  public ForecastWatch(
      WarnOfForecast warn, ForecastRecovery forecast, Plans plans, MeterRegistry registry) {
    this.warn = warn;
    this.forecast = forecast;
    this.plans = plans;
    this.registry = registry;
  }

  @Override
  public void start() {
    plans.all().forEach(this::register);
    plans.onChange(this::register);
    timer.start(EVERY, EVERY, warn::warn);
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
    for (Scenario scenario : plan.objectives().watched()) {
      if (registered.add(plan.system() + "/" + scenario.id())) {
        Gauge.builder("drillbook_rto_forecast_seconds", () -> seconds(plan.system(), scenario))
            .description("How long a recovery would take today, as likely longer as shorter")
            .tag("system", plan.system())
            .tag("scenario", scenario.id())
            .register(registry);
      }
    }
  }

  /** Not a number where nothing is known: zero would look like a recovery in no time. */
  private double seconds(String system, Scenario scenario) {
    try {
      var estimate = forecast.today(plans.plan(system), scenario).estimate();
      return estimate.p50().isZero() ? Double.NaN : estimate.p50().toMillis() / 1000.0;
    } catch (RuntimeException e) {
      LOG.debug("No forecast of '{}'.", system, e);
      return Double.NaN;
    }
  }
}
