package io.drillbook.delegates.cutover;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.HandWork;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.LiftFence;
import io.drillbook.usecase.cutover.SwitchBack;
import io.drillbook.usecase.cutover.SwitchTraffic;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Moves traffic away from the side that it leaves, to where it went before, and lets that side
 * accept writes again first; the clock of the RTO runs again.
 */
@Component
public final class SwitchBackWorker implements StepWorker {
  private final Plans plans;
  private final SwitchBack switchBack;
  private final SwitchTraffic switchTraffic;
  private final LiftFence liftFence;
  private final StepFacts facts;

  SwitchBackWorker(
      Plans plans,
      SwitchBack switchBack,
      SwitchTraffic switchTraffic,
      LiftFence liftFence,
      StepFacts facts) {
    this.plans = plans;
    this.switchBack = switchBack;
    this.switchTraffic = switchTraffic;
    this.liftFence = liftFence;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "switch-back";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Side left = order.find("side").map(Side::of).orElse(Side.STANDBY);
    facts.serviceWithdrawn(order, "traffic leaves the " + left.id());
    EffectScope here = order.effects();
    liftFence.beforeMove(
        plan, left.other(), here, here, context, FenceFacts.of(facts, order, left.other()));
    move(plan, left, order, context)
        .forEach(
            state ->
                facts.found(
                    order,
                    "traffic",
                    Map.of("place", state.place().name(), "detail", state.detail())));
    return Map.of();
  }

  private List<CutoverState> move(
      ProtectionPlan plan, Side left, StepOrder order, StepContext context) {
    return left == Side.STANDBY
        ? switchBack.run(plan, order.effects(), context)
        : all(switchTraffic.run(plan, order.effects(), context));
  }

  /**
   * No task of this runbook asks for steps by hand: a person is told, and asked where traffic is.
   */
  private static List<CutoverState> all(SwitchTraffic.Moved moved) {
    if (moved.next().isPresent()) {
      HandWork work = moved.next().orElseThrow();
      throw new Fault(
          FaultCode.CUTOVER_UNKNOWN,
          "unable to do by itself what a person does by hand: '"
              + String.join("; ", work.lines())
              + "'",
          "It is step "
              + work.part()
              + " of the cutover; do it and the steps behind it, then say where traffic goes.");
    }
    return moved.seen();
  }
}
