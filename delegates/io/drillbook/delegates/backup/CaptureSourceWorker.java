package io.drillbook.delegates.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.backup.CaptureOutcome;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.CleanLeftovers;
import io.drillbook.usecase.backup.LeaseRecoveryPoint;
import io.drillbook.usecase.restore.TargetSettings;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Captures one source into the vaults of the plan. */
@Component
public final class CaptureSourceWorker implements StepWorker {
  private final Plans plans;
  private final LeaseRecoveryPoint leaseRecoveryPoint;
  private final CleanLeftovers cleanLeftovers;
  private final CaptureSource captureSource;
  private final StepFacts facts;

  CaptureSourceWorker(
      Plans plans,
      LeaseRecoveryPoint leaseRecoveryPoint,
      CleanLeftovers cleanLeftovers,
      CaptureSource captureSource,
      StepFacts facts) {
    this.plans = plans;
    this.leaseRecoveryPoint = leaseRecoveryPoint;
    this.cleanLeftovers = cleanLeftovers;
    this.captureSource = captureSource;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "capture-source";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    claim(plan, order);
    String source = order.text("source");
    Settings where = TargetSettings.live(plan, order.find("liveAt"), source);
    CaptureOutcome outcome =
        captureSource.capture(plan, source, where, order.text("point"), context);
    facts.found(
        order,
        "captured",
        Map.of(
            "source", outcome.capture().source(),
            "dataTime", outcome.capture().dataTime().toString(),
            "members", String.valueOf(outcome.members().size())));
    outcome
        .dropped()
        .forEach((vault, why) -> facts.found(order, "vault behind", Map.of(vault, why)));
    return Map.of();
  }

  /** The first of the sources also clears what dead backups left. */
  private void claim(ProtectionPlan plan, StepOrder order) {
    String point = order.text("point");
    if (!leaseRecoveryPoint.lease(plan, point, order.runId()).isEmpty()) {
      Map<String, String> cleaned = cleanLeftovers.clean(plan, point);
      if (!cleaned.isEmpty()) {
        facts.found(order, "leftovers", cleaned);
      }
    }
  }
}
