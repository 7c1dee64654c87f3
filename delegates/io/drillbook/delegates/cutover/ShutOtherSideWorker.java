package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Fences the side that traffic did not go to, which may have been opened for it, before the side
 * that keeps the traffic accepts writes again; a plan without a fence passes and the record says
 * so.
 */
@Component
public final class ShutOtherSideWorker implements StepWorker {
  private final Plans plans;
  private final SideShutter shutter;
  private final StepFacts facts;

  ShutOtherSideWorker(Plans plans, SideShutter shutter, StepFacts facts) {
    this.plans = plans;
    this.shutter = shutter;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "shut-other-side";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side other = Side.of(order.text("side")).other();
    if (other.fences(plan).isEmpty()) {
      facts.found(order, "no fence", Map.of("side", other.id(), "why", "the plan names none"));
    } else {
      shutter.shut(plan, other, "otherSide", order, context);
    }
    return Map.of();
  }
}
