package io.drillbook.delegates.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.FencePrimary;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Fences a side once more. What a person says is off and does not answer counts as off; what
 * answers must be fenced.
 */
@Component
final class SideShutter {
  private final FencePrimary fencePrimary;
  private final StepFacts facts;

  SideShutter(FencePrimary fencePrimary, StepFacts facts) {
    this.fencePrimary = fencePrimary;
    this.facts = facts;
  }

  /**
   * Shuts and proves it.
   *
   * @param answer the variable that says "off" where a person did
   */
  void shut(ProtectionPlan plan, Side side, String answer, StepOrder order, StepContext context) {
    try {
      fencePrimary.run(
          plan,
          side,
          order.text("target"),
          order.effects(),
          context,
          FenceFacts.of(facts, order, side));
    } catch (Fault e) {
      boolean saidOff = order.find(answer).filter("off"::equals).isPresent();
      if (!saidOff || e.code() != FaultCode.FENCE_UNKNOWN) {
        throw e;
      }
      facts.found(order, "fence", Map.of("side", side.id(), "state", "off, as a person said"));
    }
  }
}
