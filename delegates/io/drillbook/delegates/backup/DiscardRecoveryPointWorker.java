package io.drillbook.delegates.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.backup.DiscardRecoveryPoint;
import io.drillbook.usecase.backup.ReleaseRecoveryPoint;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Removes what a failed backup left, so that nothing looks like a recovery point. */
@Component
public final class DiscardRecoveryPointWorker implements StepWorker {
  private final Plans plans;
  private final DiscardRecoveryPoint discardRecoveryPoint;
  private final ReleaseRecoveryPoint releaseRecoveryPoint;
  private final StepFacts facts;

  DiscardRecoveryPointWorker(
      Plans plans,
      DiscardRecoveryPoint discardRecoveryPoint,
      ReleaseRecoveryPoint releaseRecoveryPoint,
      StepFacts facts) {
    this.plans = plans;
    this.discardRecoveryPoint = discardRecoveryPoint;
    this.releaseRecoveryPoint = releaseRecoveryPoint;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "discard-recovery-point";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    discardRecoveryPoint.discard(plan, order.text("point"));
    releaseRecoveryPoint.release(plan, order.text("point"));
    facts.found(order, "discarded", Map.of("point", order.text("point")));
    return Map.of();
  }
}
