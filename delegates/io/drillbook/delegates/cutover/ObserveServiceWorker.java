package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.Observation;
import io.drillbook.usecase.cutover.ObserveService;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Watches the service for as long as the plan says. */
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
    Observation seen = observeService.run(plan, order.text("target"), context);
    facts.found(order, "observed", Map.of("seen", seen.inWords()));
    return Map.of(Variables.HEALTHY, seen.health() != Observation.Health.UNHEALTHY);
  }
}
