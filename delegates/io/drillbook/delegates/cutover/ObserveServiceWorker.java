package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.Observation;
import io.drillbook.usecase.cutover.ObserveService;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Watches the service for as long as the plan says, by error rate and latency, and the side that
 * traffic left: it must not accept writes.
 */
@Component
public final class ObserveServiceWorker implements StepWorker {
  private final Plans plans;
  private final ObserveService observeService;
  private final StepFacts facts;

  ObserveServiceWorker(Plans plans, ObserveService observeService, StepFacts facts) {
    this.plans = plans;
    this.observeService = observeService;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "observe-service";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side left = order.find("side").map(Side::of).orElse(Side.HOME);
    Observation seen = observeService.run(plan, order.text("target"), left, context);
    facts.found(order, "observed", details(seen));
    return Map.of(Variables.HEALTHY, seen.health() != Observation.Health.UNHEALTHY);
  }

  private static Map<String, String> details(Observation seen) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("seen", seen.inWords());
    if (seen.rounds() > 0) {
      details.put("errorPercent", String.valueOf(seen.errorPercent()));
      details.put("p50Millis", String.valueOf(seen.p50().toMillis()));
      details.put("p95Millis", String.valueOf(seen.p95().toMillis()));
      details.put("maxMillis", String.valueOf(seen.slowest().toMillis()));
    }
    return details;
  }
}
