package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.RequireWholePoint;
import io.drillbook.usecase.cutover.SetAside;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives what home still holds another name there, as an approver agreed to; nothing is deleted. */
@Component
public final class SetHomeAsideWorker implements StepWorker {
  private final Plans plans;
  private final RequireWholePoint requireWholePoint;
  private final SetAside setAside;
  private final StepFacts facts;

  SetHomeAsideWorker(
      Plans plans, RequireWholePoint requireWholePoint, SetAside setAside, StepFacts facts) {
    this.plans = plans;
    this.requireWholePoint = requireWholePoint;
    this.setAside = setAside;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "set-home-aside";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    requireWholePoint.check(plan, order.text("point"));
    if (plan.recovery().failBack().orElseThrow().setAside()) {
      setAside.run(
          plan,
          order.text("target"),
          order.text("liveAt"),
          order.effects(),
          context,
          (source, name) ->
              facts.found(order, "set aside", Map.of("source", source, "is now", name)));
    }
    return Map.of();
  }
}
