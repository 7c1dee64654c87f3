package io.drillbook.delegates.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.backup.CaptureOutcome;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.CleanLeftovers;
import io.drillbook.usecase.backup.GoOnWithout;
import io.drillbook.usecase.backup.LeaseRecoveryPoint;
import io.drillbook.usecase.pause.HoldPause;
import io.drillbook.usecase.restore.TargetSettings;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Captures one source into the vaults of the plan. */
@Component
public final class CaptureSourceWorker implements StepWorker {
  private final Plans plans;
  private final RunStore runs;
  private final LeaseRecoveryPoint leaseRecoveryPoint;
  private final CleanLeftovers cleanLeftovers;
  private final CaptureSource captureSource;
  private final GoOnWithout goOnWithout;
  private final HoldPause holdPause;
  private final StepFacts facts;

  CaptureSourceWorker(
      Plans plans,
      RunStore runs,
      LeaseRecoveryPoint leaseRecoveryPoint,
      CleanLeftovers cleanLeftovers,
      CaptureSource captureSource,
      GoOnWithout goOnWithout,
      HoldPause holdPause,
      StepFacts facts) {
    this.plans = plans;
    this.runs = runs;
    this.leaseRecoveryPoint = leaseRecoveryPoint;
    this.cleanLeftovers = cleanLeftovers;
    this.captureSource = captureSource;
    this.goOnWithout = goOnWithout;
    this.holdPause = holdPause;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "capture-source";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    String source = order.text("source");
    StepRef step = order.effects().step();
    holdPause.require(order.runId(), order.text("point"), step, context.attempt());
    claim(plan, order);
    Settings where = TargetSettings.live(plan, order.find("liveAt"), source);
    CaptureOutcome outcome =
        captureSource.capture(plan, source, where, order.text("point"), context);
    holdPause.require(order.runId(), order.text("point"), step, context.attempt());
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

  @Override
  public boolean isLimitedByRun() {
    return true;
  }

  /** One where the plan is gone meanwhile: the step itself then says so. */
  @Override
  public int atMostOf(String runId) {
    try {
      return runs.find(runId)
          .map(run -> plans.plan(run.system()).backup().capture())
          .map(capture -> capture.sideBySide(Runtime.getRuntime().availableProcessors()))
          .orElse(1);
    } catch (Fault gone) {
      return 1;
    }
  }

  /** A source that is not required makes the point partial; the record says so at once. */
  @Override
  public Optional<Map<String, Object>> goesOnAfter(StepOrder order, Fault fault) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    return goOnWithout
        .note(plan, order.text("source"), order.text("point"), fault)
        .map(
            missing -> {
              facts.found(
                  order,
                  "goes on without",
                  Map.of("source", missing.source(), Entries.REASON, missing.why()));
              return Map.of();
            });
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
