package io.drillbook.delegates.incident;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.incident.GatherFacts;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks at what is left and what would be lost. */
@Component
public final class GatherFactsWorker implements StepWorker {
  private final Plans plans;
  private final GatherFacts gatherFacts;
  private final StepFacts facts;

  GatherFactsWorker(Plans plans, GatherFacts gatherFacts, StepFacts facts) {
    this.plans = plans;
    this.gatherFacts = gatherFacts;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "gather-facts";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Instant detectedAt = Instant.parse(order.text(Variables.DETECTED_AT));
    Map<String, String> found = gatherFacts.gather(plan, detectedAt, context);
    facts.found(order, "facts", found);
    return Map.of(Variables.SOURCES_ANSWER, GatherFacts.answering(found));
  }
}
