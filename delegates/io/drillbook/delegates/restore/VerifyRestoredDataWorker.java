package io.drillbook.delegates.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.restore.VerifyRestored;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Runs the plan's checks against the target. */
@Component
public final class VerifyRestoredDataWorker implements StepWorker {
  private final Plans plans;
  private final VerifyRestored verifyRestored;
  private final StepFacts facts;

  VerifyRestoredDataWorker(Plans plans, VerifyRestored verifyRestored, StepFacts facts) {
    this.plans = plans;
    this.verifyRestored = verifyRestored;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "verify-restored-data";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Set<String> restored = new HashSet<>(RestoredSources.of(plan, order::find));
    restored.removeAll(facts.leftForLater(order));
    verifyRestored.run(
        plan,
        order.text("target"),
        restored,
        context,
        result ->
            facts.found(
                order,
                result.passed() ? "check held" : "CHECK FAILED",
                Map.of("check", result.check(), "detail", result.detail())));
    return Map.of();
  }
}
