package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.LiftFence;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Lets the side that traffic did not leave after all accept writes again: takes back what this run
 * closed, and leaves alone what somebody else did.
 */
@Component
public final class LiftFenceWorker implements StepWorker {
  private final Plans plans;
  private final LiftFence liftFence;
  private final StepFacts facts;

  LiftFenceWorker(Plans plans, LiftFence liftFence, StepFacts facts) {
    this.plans = plans;
    this.liftFence = liftFence;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "lift-fence";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side side = order.find("side").map(Side::of).orElse(Side.HOME);
    liftFence.takeBack(plan, side, order.effects(), context, FenceFacts.of(facts, order, side));
    return Map.of();
  }
}
