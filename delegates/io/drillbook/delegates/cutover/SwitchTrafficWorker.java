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
import io.drillbook.usecase.cutover.InspectFence;
import io.drillbook.usecase.cutover.LiftFence;
import io.drillbook.usecase.cutover.SwitchTraffic;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Moves traffic to the target by every step of the plan, and confirms each; then looks at the fence
 * of the side that traffic left.
 */
@Component
public final class SwitchTrafficWorker implements StepWorker {
  private final Plans plans;
  private final SwitchTraffic switchTraffic;
  private final LiftFence liftFence;
  private final InspectFence inspectFence;
  private final StepFacts facts;

  SwitchTrafficWorker(
      Plans plans,
      SwitchTraffic switchTraffic,
      LiftFence liftFence,
      InspectFence inspectFence,
      StepFacts facts) {
    this.plans = plans;
    this.switchTraffic = switchTraffic;
    this.liftFence = liftFence;
    this.inspectFence = inspectFence;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "switch-traffic";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    liftFence.run(
        plan, Side.STANDBY, order.effects(), context, FenceFacts.of(facts, order, Side.STANDBY));
    switchTraffic
        .run(plan, order.effects(), context)
        .forEach(
            state ->
                facts.found(
                    order,
                    "traffic",
                    Map.of("place", state.place().name(), "detail", state.detail())));
    lookBack(plan, order);
    return Map.of();
  }

  /** Traffic has moved: nothing that goes wrong from here on may say that it did not. */
  private void lookBack(ProtectionPlan plan, StepOrder order) {
    try {
      inspectFence.run(plan, Side.HOME).forEach(FenceFacts.of(facts, order, Side.HOME));
    } catch (RuntimeException e) {
      throw new Fault(
          FaultCode.CUTOVER_UNKNOWN,
          "unable to look at the side that traffic left: '" + plan.system() + "'",
          "Every step of the cutover took effect: traffic has moved. Look whether the old primary"
              + " accepts writes, then say where traffic goes. Seen: "
              + (e instanceof Fault fault ? fault.getMessage() : "a defect, see the server's log"),
          e);
    }
  }
}
