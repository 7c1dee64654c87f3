package io.drillbook.delegates.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
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
 * Fences the side that was left once more. What a person says is off and does not answer counts as
 * off; what answers must be fenced.
 */
@Component
public final class EndSplitBrainWorker implements StepWorker {
  private final Plans plans;
  private final FencePrimary fencePrimary;
  private final StepFacts facts;

  EndSplitBrainWorker(Plans plans, FencePrimary fencePrimary, StepFacts facts) {
    this.plans = plans;
    this.fencePrimary = fencePrimary;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "end-split-brain";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side side = order.find("side").map(Side::of).orElse(Side.HOME);
    try {
      fencePrimary.run(
          plan,
          side,
          order.text("target"),
          order.effects(),
          context,
          FenceFacts.of(facts, order, side));
    } catch (Fault e) {
      boolean saidOff = order.find("splitBrain").filter("off"::equals).isPresent();
      if (!saidOff || e.code() != FaultCode.FENCE_UNKNOWN) {
        throw e;
      }
      facts.found(order, "fence", Map.of("side", side.id(), "state", "off, as a person said"));
    }
    return Map.of();
  }
}
