package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Fences the side that was left once more. What a person says is off and does not answer counts as
 * off; what answers must be fenced.
 */
@Component
public final class EndSplitBrainWorker implements StepWorker {
  private final Plans plans;
  private final SideShutter shutter;

  EndSplitBrainWorker(Plans plans, SideShutter shutter) {
    this.plans = plans;
    this.shutter = shutter;
  }

  @Override
  public String topic() {
    return "end-split-brain";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side side = order.find("side").map(Side::of).orElse(Side.HOME);
    shutter.shut(plan, side, "splitBrain", order, context);
    return Map.of();
  }
}
