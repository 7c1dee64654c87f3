package io.drillbook.delegates.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.restore.ExerciseKeys;
import io.drillbook.usecase.restore.ExerciseKeys.Exercised;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.VerifiedPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Checks signature and checksums before a byte is decrypted; a drill then tries every key. */
@Component
public final class VerifyRecoveryPointWorker implements StepWorker {
  private final Plans plans;
  private final VerifyRecoveryPoint verifyRecoveryPoint;
  private final ExerciseKeys exerciseKeys;
  private final RunStore runs;
  private final StepFacts facts;

  VerifyRecoveryPointWorker(
      Plans plans,
      VerifyRecoveryPoint verifyRecoveryPoint,
      ExerciseKeys exerciseKeys,
      RunStore runs,
      StepFacts facts) {
    this.plans = plans;
    this.verifyRecoveryPoint = verifyRecoveryPoint;
    this.exerciseKeys = exerciseKeys;
    this.runs = runs;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "verify-recovery-point";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    VerifiedPoint verified =
        verifyRecoveryPoint.verify(
            PointWanted.of(plan, order.text("point"), wanted(plan, order)), context);
    facts.found(
        order,
        "verified",
        Map.of(
            "point", verified.manifest().point(),
            "signer", verified.manifest().signer(),
            "vaults", String.join(", ", verified.vaults())));
    if (runs.find(order.runId()).filter(run -> run.kind() == RunKind.DRILL).isPresent()) {
      Exercised exercised = exerciseKeys.exercise(verified, context);
      facts.found(
          order,
          "keys exercised",
          Map.of(
              "opened with", String.join(", ", exercised.openedWith()),
              "private half elsewhere, not exercised", String.join(", ", exercised.notHere())));
    }
    verified
        .findings()
        .forEach(finding -> facts.found(order, "damaged", Map.of("finding", finding)));
    return Map.of();
  }

  /** Empty for all; a path that restores settings only must not wait for a whole database. */
  private Set<String> wanted(ProtectionPlan plan, StepOrder order) {
    Set<String> restored = new HashSet<>(RestoredSources.of(plan, order::find));
    restored.removeAll(facts.leftForLater(order));
    return restored.containsAll(plan.sources().keySet()) ? Set.of() : restored;
  }
}
