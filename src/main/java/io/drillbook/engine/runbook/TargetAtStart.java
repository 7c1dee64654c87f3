package io.drillbook.engine.runbook;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Where a run restores to, set at its start for every way in. */
final class TargetAtStart {
  private static final String RESTORES = "restore-system";

  private TargetAtStart() {}

  static void set(DelegateExecution execution, RunKind kind, ProtectionPlan plan) {
    if (!kind.isMeasured()) {
      return;
    }
    String target =
        RunbookFacts.text(execution, Variables.TARGET)
            .orElseGet(() -> kind == RunKind.DRILL ? sandbox(plan) : plan.recovery().target());
    execution.setVariable(Variables.TARGET, plan.target(target).name());
  }

  private static String sandbox(ProtectionPlan plan) {
    return plan.drills().values().stream()
        .map(DrillPlan::target)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to start the runbook without: 'target'",
                    "The plan names no sandbox; give a target."));
  }

  /** A part of a run that restores, and the target that was chosen for it since the run began. */
  static void occupy(
      DelegateExecution execution, RunStore runs, RecordStore record, StartJudge judge) {
    if (!execution.getProcessDefinitionId().startsWith(RESTORES + ":")) {
      return;
    }
    Optional<String> target = RunbookFacts.text(execution, Variables.TARGET);
    runs.find(execution.getProcessBusinessKey())
        .filter(run -> target.isPresent())
        .ifPresent(
            run ->
                judge.restores(run, target.get()).forEach(line -> record.append(run.id(), line)));
  }
}
