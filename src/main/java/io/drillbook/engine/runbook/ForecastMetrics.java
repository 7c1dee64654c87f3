package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The forecast of each scenario as a metric on quiet days, as it was at the last look. */
public final class ForecastMetrics implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastMetrics.class);

  private final ForecastRecovery forecast;
  private final Plans plans;
  private final MeterRegistry registry;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final SystemsInTurn<Map<Scenario, Double>> seconds;

  /** Metrics in this registry. */
  public ForecastMetrics(ForecastRecovery forecast, Plans plans, MeterRegistry registry) {
    this.forecast = forecast;
    this.plans = plans;
    this.registry = registry;
    this.seconds = new SystemsInTurn<>("forecast-metrics", LOG, plans, this::look);
  }

  @Override
  public void start() {
    plans.all().forEach(this::register);
    plans.onChange(this::register);
    seconds.start();
  }

  @Override
  public void stop() {
    seconds.stop();
  }

  @Override
  public boolean isRunning() {
    return seconds.isRunning();
  }

  private void register(ProtectionPlan plan) {
    String system = plan.system();
    for (Scenario scenario : plan.objectives().watched()) {
      if (registered.add(system + "/" + scenario.id())) {
        Gauge.builder("drillbook_rto_forecast_seconds", () -> seconds(system, scenario))
            .description("How long a recovery would take today, as likely longer as shorter")
            .tag("system", system)
            .tag("scenario", scenario.id())
            .register(registry);
      }
    }
  }

  /** Not a number where nothing is known: zero would look like a recovery in no time. */
  private double seconds(String system, Scenario scenario) {
    return seconds.of(system).map(it -> it.get(scenario)).orElse(Double.NaN);
  }

  private Map<Scenario, Double> look(ProtectionPlan plan) {
    Map<Scenario, Double> known = new EnumMap<>(Scenario.class);
    for (Scenario scenario : plan.objectives().watched()) {
      Duration likely = forecast.today(plan, scenario).estimate().p50();
      if (!likely.isZero()) {
        known.put(scenario, likely.toMillis() / 1000.0);
      }
    }
    return known;
  }
}
