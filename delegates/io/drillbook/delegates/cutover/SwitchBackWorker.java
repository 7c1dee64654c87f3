package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.SwitchBack;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Moves traffic back to where it went before; the clock of the RTO runs again. */
@Component
public final class SwitchBackWorker implements StepWorker {
  private final Plans plans;
  private final SwitchBack switchBack;
  private final StepFacts facts;

  SwitchBackWorker(Plans plans, SwitchBack switchBack, StepFacts facts) {
    this.plans = plans;
    this.switchBack = switchBack;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "switch-back";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    facts.serviceWithdrawn(order, "traffic is rolled back");
    switchBack
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
