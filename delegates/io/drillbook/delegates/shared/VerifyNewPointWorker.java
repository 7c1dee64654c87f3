package io.drillbook.delegates.shared;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.backup.VerifyNewPoint;
import io.drillbook.usecase.backup.VerifyNewPoint.Opened;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the first point after the change whole, and opens it with the new key. */
@Component
public final class VerifyNewPointWorker implements StepWorker {
  private final Plans plans;
  private final RunStore runs;
  private final VerifyNewPoint verifyNewPoint;
  private final StepFacts facts;

  VerifyNewPointWorker(Plans plans, RunStore runs, VerifyNewPoint verifyNewPoint, StepFacts facts) {
    this.plans = plans;
    this.runs = runs;
    this.verifyNewPoint = verifyNewPoint;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "verify-new-point";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Opened opened =
        verifyNewPoint.verify(plan, runs.find(order.runId()).orElseThrow().startedAt(), context);
    facts.found(
        order,
        ConcludeRotationDelegate.NEW_POINT_OPENS,
        Map.of(
            "point", opened.point(),
            "opened with", String.join(", ", opened.openedWith()),
            "private half elsewhere", String.join(", ", opened.notHere())));
    return Map.of();
  }
}
