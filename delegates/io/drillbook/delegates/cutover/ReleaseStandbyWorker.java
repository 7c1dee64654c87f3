package io.drillbook.delegates.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.InspectTraffic;
import io.drillbook.usecase.cutover.LiftFence;
import io.drillbook.usecase.cutover.SetAside;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Frees the standby for the next recovery: what it holds gets another name, then its fence is
 * lifted. Where that does not work it stays fenced, and the record says so.
 */
@Component
public final class ReleaseStandbyWorker implements StepWorker {
  private final Plans plans;
  private final SetAside setAside;
  private final LiftFence liftFence;
  private final InspectTraffic traffic;
  private final StepFacts facts;

  ReleaseStandbyWorker(
      Plans plans,
      SetAside setAside,
      LiftFence liftFence,
      InspectTraffic traffic,
      StepFacts facts) {
    this.plans = plans;
    this.setAside = setAside;
    this.liftFence = liftFence;
    this.traffic = traffic;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "release-standby";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    String standby = order.text("liveAt");
    if (!plan.recovery().failBack().orElseThrow().setAside()) {
      facts.found(
          order, "released", Map.of(standby, "stays fenced with its data: empty it by hand"));
      return Map.of();
    }
    try {
      traffic.requireAwayFromStandby(plan);
      setAside.run(
          plan,
          standby,
          order.text("target"),
          order.effects(),
          context,
          (source, name) ->
              facts.found(order, "set aside", Map.of("source", source, "is now", name)));
      liftFence.run(
          plan, Side.STANDBY, order.effects(), context, FenceFacts.of(facts, order, Side.STANDBY));
      facts.found(order, "released", Map.of(standby, "is free for the next recovery"));
    } catch (Fault e) {
      facts.found(order, "NOT RELEASED", Map.of(standby, e.getMessage() + " " + e.hint()));
    }
    return Map.of();
  }
}
