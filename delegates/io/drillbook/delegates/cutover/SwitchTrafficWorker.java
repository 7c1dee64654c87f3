package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.SwitchTraffic;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Moves traffic to the target by every step of the plan, and confirms each. */
@Component
public final class SwitchTrafficWorker implements StepWorker {
  private final Plans plans;
  private final SwitchTraffic switchTraffic;
  private final StepFacts facts;

  SwitchTrafficWorker(Plans plans, SwitchTraffic switchTraffic, StepFacts facts) {
    this.plans = plans;
    this.switchTraffic = switchTraffic;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "switch-traffic";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    switchTraffic
        .run(plan, order.effects(), context)
        .forEach(
            state ->
                facts.found(
                    order,
                    "traffic",
                    Map.of("place", state.place().name(), "detail", state.detail())));
    return Map.of();
  }
}
