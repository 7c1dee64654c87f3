package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.CheckFailBack;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks whether the system can go home: traffic, standby and home, changing nothing. */
@Component
public final class CheckFailBackWorker implements StepWorker {
  private final Plans plans;
  private final CheckFailBack checkFailBack;
  private final StepFacts facts;

  CheckFailBackWorker(Plans plans, CheckFailBack checkFailBack, StepFacts facts) {
    this.plans = plans;
    this.checkFailBack = checkFailBack;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "check-fail-back";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    FailBackPlan back = plan.recovery().failBack().orElseThrow();
    Map<String, String> found = checkFailBack.run(plan, back, order.text("liveAt"), order.runId());
    facts.found(order, "way home", found);
    return Map.of();
  }
}
