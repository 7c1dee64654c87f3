package io.drillbook.delegates.cutover;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.HandWork;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.runbook.ChecklistVariables;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.InspectFence;
import io.drillbook.usecase.cutover.LiftFence;
import io.drillbook.usecase.cutover.Residence;
import io.drillbook.usecase.cutover.SwitchTraffic;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Moves traffic to the target by the steps of the plan, and confirms each, up to the next that a
 * person does by hand; then looks at the fence of the side that traffic left.
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
    EffectScope here = order.effects();
    // The same each time the run comes back here from somebody's checklist.
    EffectScope move =
        new EffectScope(
            here.runId(), here.step(), order.find(ChecklistVariables.MOVE).orElse(here.visit()));
    liftFence.beforeMove(
        plan, Side.STANDBY, here, move, context, FenceFacts.of(facts, order, Side.STANDBY));
    order
        .find(Variables.TARGET)
        .ifPresent(target -> facts.found(order, Residence.LEAVES, Map.of(Residence.TO, target)));
    SwitchTraffic.Moved moved = switchTraffic.run(plan, move, context);
    moved
        .seen()
        .forEach(
            state ->
                facts.found(
                    order,
                    "traffic",
                    Map.of("place", state.place().name(), "detail", state.detail())));
    inspectFence.lookBack(plan, Side.HOME, FenceFacts.of(facts, order, Side.HOME));
    return Map.of(
        ChecklistVariables.PART,
        moved.next().map(work -> Integer.toString(work.part())).orElse("none"),
        ChecklistVariables.LINES,
        moved.next().map(HandWork::text).orElse(""));
  }
}
