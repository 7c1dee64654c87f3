package io.drillbook.delegates.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.record.Entries;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.backup.JudgeSize;
import io.drillbook.usecase.backup.ReleaseRecoveryPoint;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import io.drillbook.usecase.backup.SealedPoint;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the members back, writes the manifest and signs it last. */
@Component
public final class SealRecoveryPointWorker implements StepWorker {
  private final Plans plans;
  private final SealRecoveryPoint sealRecoveryPoint;
  private final ReleaseRecoveryPoint releaseRecoveryPoint;
  private final JudgeSize judgeSize;
  private final StepFacts facts;

  SealRecoveryPointWorker(
      Plans plans,
      SealRecoveryPoint sealRecoveryPoint,
      ReleaseRecoveryPoint releaseRecoveryPoint,
      JudgeSize judgeSize,
      StepFacts facts) {
    this.plans = plans;
    this.sealRecoveryPoint = sealRecoveryPoint;
    this.releaseRecoveryPoint = releaseRecoveryPoint;
    this.judgeSize = judgeSize;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "seal-recovery-point";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    SealedPoint sealed = sealRecoveryPoint.seal(plan, order.text("point"), context);
    facts.sealed(order, sealed.manifest().point(), sealed.vaults());
    for (MissingSource missing : sealed.manifest().missing()) {
      facts.found(
          order,
          Entries.SOURCE_MISSING,
          Map.of(
              Entries.POINT, sealed.manifest().point(),
              Entries.SOURCE, missing.source(),
              Entries.REASON, missing.why()));
    }
    releaseRecoveryPoint.release(plan, order.text("point"));
    judgeSize
        .judge(plan, sealed.manifest())
        .forEach(finding -> facts.found(order, Entries.UNUSUAL_SIZE, finding.details()));
    return Map.of();
  }
}
