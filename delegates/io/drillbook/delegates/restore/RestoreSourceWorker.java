package io.drillbook.delegates.restore;

import io.drillbook.domain.log.GoalText;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.domain.record.Entries;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.RestoreSource;
import io.drillbook.usecase.restore.VerifiedPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Restores one source into the target, once, however often it is tried. */
@Component
public final class RestoreSourceWorker implements StepWorker {
  private final Plans plans;
  private final VerifyRecoveryPoint verifyRecoveryPoint;
  private final RestoreSource restoreSource;
  private final StepFacts facts;

  RestoreSourceWorker(
      Plans plans,
      VerifyRecoveryPoint verifyRecoveryPoint,
      RestoreSource restoreSource,
      StepFacts facts) {
    this.plans = plans;
    this.verifyRecoveryPoint = verifyRecoveryPoint;
    this.restoreSource = restoreSource;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "restore-source";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    String source = order.text("source");
    if (facts.leftForLater(order).contains(source)) {
      facts.found(order, "left for later", Map.of("source", source));
      return Map.of();
    }
    String point = order.text("point");
    VerifiedPoint verified =
        verifyRecoveryPoint.verify(PointWanted.of(plan, point, Set.of(source)), context);
    Optional<RecoveryGoal> goal =
        order.find(Variables.UNTIL).map(text -> GoalText.read(text, plan.zone()));
    RestoreReport report =
        restoreSource.restore(
            verified,
            plan,
            new RestoreSource.Wish(source, order.text("target"), order.find("liveAt"), goal),
            context);
    SourceCapture capture =
        verified.manifest().sources().stream()
            .filter(one -> one.source().equals(source))
            .findFirst()
            .orElseThrow();
    note(order, report, goal);
    facts.restored(order, source, point, report.reached().orElse(capture.dataTime()));
    return Map.of();
  }

  private void note(StepOrder order, RestoreReport report, Optional<RecoveryGoal> goal) {
    String source = order.text("source");
    report.notes().forEach(note -> facts.found(order, "tool noted", Map.of("note", note)));
    facts.found(
        order,
        report.alreadyDone() ? "was restored before" : MigrationName.RESTORED,
        Map.of("source", source, "counts", String.valueOf(report.contents().size())));
    if (report.inPart()) {
      facts.found(order, Entries.IN_PART, Map.of(Entries.SOURCE, source));
    }
    goal.ifPresent(
        it ->
            facts.found(
                order,
                report.reached().isPresent() ? "log replayed" : "no log, as of the point",
                Map.of("source", source, "asked", it.words())));
  }
}
