package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.FencePrimary;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Makes the side that traffic leaves unable to accept writes, and proves it; a plan without a fence
 * passes straight through and the record says so.
 */
@Component
public final class FencePrimaryWorker implements StepWorker {
  private final Plans plans;
  private final FencePrimary fencePrimary;
  private final StepFacts facts;

  FencePrimaryWorker(Plans plans, FencePrimary fencePrimary, StepFacts facts) {
    this.plans = plans;
    this.fencePrimary = fencePrimary;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "fence-primary";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side side = order.find("side").map(Side::of).orElse(Side.HOME);
    if (side.fences(plan).isEmpty()) {
      facts.found(order, "no fence", Map.of("side", side.id(), "why", "the plan names none"));
      return Map.of();
    }
    fencePrimary.run(
        plan,
        side,
        order.text("target"),
        order.effects(),
        context,
        FenceFacts.of(facts, order, side));
    return Map.of();
  }
}
