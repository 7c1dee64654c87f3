package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.InspectFence;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks once more at the side that a person says is off: whoever says so may have looked at another
 * machine, or a minute too early.
 */
@Component
public final class LookAtPrimaryWorker implements StepWorker {
  private final Plans plans;
  private final InspectFence inspectFence;
  private final StepFacts facts;

  LookAtPrimaryWorker(Plans plans, InspectFence inspectFence, StepFacts facts) {
    this.plans = plans;
    this.inspectFence = inspectFence;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "look-at-primary";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side side = order.find("side").map(Side::of).orElse(Side.HOME);
    inspectFence.requireNotOpen(plan, side, FenceFacts.of(facts, order, side));
    return Map.of();
  }
}
