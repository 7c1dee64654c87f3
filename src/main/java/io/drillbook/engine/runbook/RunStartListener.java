package io.drillbook.engine.runbook;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Objectives.RtoChoice;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.PointIds;
import io.drillbook.domain.record.AgreedTerms;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.approval.AskForApproval;
import io.drillbook.usecase.incident.DeclareIncident;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the run of a runbook, whichever way it was started: command line, API, timer, Tasklist or
 * plain REST. What the caller gave is checked here once, for all of them.
 */
public final class RunStartListener implements ExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger(RunStartListener.class);
  private static final String TIMER = "timer:";
  private static final Map<String, RunKind> KINDS =
      Map.of(
          "take-backup", RunKind.BACKUP,
          "restore-system", RunKind.RESTORE,
          "run-drill", RunKind.DRILL,
          "recover-from-disaster", RunKind.INCIDENT,
          "check-recovery-points", RunKind.CHECK,
          "expire-recovery-points", RunKind.EXPIRY,
          "rotate-keys", RunKind.ROTATION,
          "check-readiness", RunKind.READINESS,
          "fail-back", RunKind.FAILBACK);

  /** Runs that never ask for an approval by the plan; of others the first rules hold to the end. */
  private static final Set<RunKind> SILENT =
      Set.of(
          RunKind.BACKUP,
          RunKind.DRILL,
          RunKind.CHECK,
          RunKind.EXPIRY,
          RunKind.ROTATION,
          RunKind.READINESS);

  private final Plans plans;
  private final RunStore runs;
  private final RecordStore record;
  private final StartValues startValues;
  private final RandomGenerator random;
  private final Clock clock;
  private final StartJudge judge;

  /** A listener over these stores that lets every run begin. */
  public RunStartListener(
      Plans plans,
      RunStore runs,
      RecordStore record,
      StartValues startValues,
      RandomGenerator random,
      Clock clock) {
    this(plans, runs, record, startValues, random, clock, StartJudge.LENIENT);
  }

  /** A listener over these stores. */
  public RunStartListener(
      Plans plans,
      RunStore runs,
      RecordStore record,
      StartValues startValues,
      RandomGenerator random,
      Clock clock,
      StartJudge judge) {
    this.judge = judge;
    this.plans = plans;
    this.runs = runs;
    this.record = record;
    this.startValues = startValues;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    if (!isTopLevel(execution)) {
      declare(execution);
      TargetAtStart.occupy(execution, runs, record, judge);
      return;
    }
    RunKind kind = KINDS.get(processOf(execution));
    if (kind == null) {
      refuseByHand(execution);
      declare(execution);
      return;
    }
    refuseUnknown(execution.getVariables().keySet(), kind);
    declare(execution);
    open(execution, kind);
  }

  private void open(DelegateExecution execution, RunKind kind) {
    String system =
        RunbookFacts.text(execution, Variables.SYSTEM)
            .orElseThrow(() -> missing("system", "Name a system that a plan protects."));
    ProtectionPlan plan = plans.plan(system);
    if (kind == RunKind.INCIDENT || kind == RunKind.FAILBACK) {
      DeclareIncident.refuseSecond(runs, plan.system(), kind);
    }
    Instant now = clock.instant();
    Instant detectedAt =
        kind == RunKind.INCIDENT
            ? startValues.detectedAt(plan, RunbookFacts.text(execution, Variables.DETECTED_AT))
            : now;
    Optional<Scenario> scenario = scenario(execution, kind);
    Optional<String> customer = RunbookFacts.text(execution, Variables.CUSTOMER);
    RtoChoice rto =
        scenario
            .map(one -> plan.objectives().rtoFor(one, customer))
            .orElse(new RtoChoice(Duration.ZERO, false));
    String runId = runId(execution, kind, now);
    execution.setVariable(Variables.SYSTEM, system);
    String actor = RunbookFacts.text(execution, Variables.INITIATOR).orElse("drillbook");
    if (kind == RunKind.READINESS && actor.startsWith(TIMER)) {
      // It becomes a run where it finds a change: every half hour's would bury those that matter.
      return;
    }
    execution.setVariable(Variables.DETECTED_AT, detectedAt.toString());
    scenario.ifPresent(s -> execution.setVariable(Variables.SCENARIO, s.id()));
    RunbookFacts.text(execution, Variables.UNTIL)
        .ifPresent(it -> execution.setVariable(Variables.UNTIL, startValues.goal(plan, it)));
    TargetAtStart.set(execution, kind, plan);
    if (kind == RunKind.FAILBACK) {
      FailBackStart.set(execution, plan);
    }
    execution.setVariable(Variables.ATTENDED, kind != RunKind.DRILL);
    execution.setVariable(Variables.ROLLBACK_ON_FAILURE, plan.recovery().rollbackOnFailure());
    execution.setVariable(Variables.SOURCES_ANSWER, "unknown");
    execution.setVariable(
        Variables.REDEPLOY_PLANNED,
        scenario.map(one -> !RedeployStep.neededFor(one, plan.recovery()).isEmpty()).orElse(false));
    Run run =
        new Run(
            runId,
            kind,
            system,
            scenario,
            detectedAt,
            now,
            actor,
            rto.rto(),
            rto.assumed(),
            plan.digest(),
            Optional.empty(),
            Optional.empty());
    runs.start(run);
    record.append(runId, Entries.runStarted(run));
    if (scenario.isPresent()) {
      record.append(runId, AllowedLoss.line(now, actor, plan, customer));
    }
    if (kind.isMeasured() || kind == RunKind.FAILBACK) {
      AgreedTerms.line(now, actor, plan.evidence().of(scenario, drill(kind, plan, scenario, actor)))
          .ifPresent(line -> record.append(runId, line));
    }
    judge
        .judge(
            run,
            RunbookFacts.text(execution, Variables.TARGET),
            RunbookFacts.text(execution, Variables.OVERRIDE_REASON))
        .forEach(line -> record.append(runId, line));
    if (!SILENT.contains(kind)) {
      record.append(runId, ApprovalLines.rules(now, "drillbook", AskForApproval.rulesOf(plan)));
    }
    RunbookFacts.text(execution, "note")
        .ifPresent(
            note ->
                record.append(
                    runId,
                    Entries.fact(
                        now,
                        StepRef.wholeRun("What was seen"),
                        actor,
                        "note",
                        Map.of("note", note))));
  }

  /** The drill of the plan that is held: the timer's, or the first of that scenario. */
  private static Optional<String> drill(
      RunKind kind, ProtectionPlan plan, Optional<Scenario> scenario, String actor) {
    if (kind != RunKind.DRILL) {
      return Optional.empty();
    }
    return plan.drills().values().stream()
        .filter(it -> actor.equals(TIMER + "drill:" + it.name()))
        .findFirst()
        .or(
            () ->
                plan.drills().values().stream()
                    .filter(it -> scenario.equals(Optional.of(it.scenario())))
                    .findFirst())
        .map(DrillPlan::name);
  }

  private Optional<Scenario> scenario(DelegateExecution execution, RunKind kind) {
    return switch (kind) {
      case INCIDENT, DRILL ->
          Optional.of(startValues.scenario(RunbookFacts.text(execution, Variables.SCENARIO)));
      case BACKUP, RESTORE, CHECK, EXPIRY, ROTATION, READINESS, FAILBACK -> Optional.empty();
    };
  }

  /**
   * A business key that a caller made up is not taken over: it could hide a run behind another's
   * id.
   */
  private String runId(DelegateExecution execution, RunKind kind, Instant now) {
    String given = execution.getProcessBusinessKey();
    boolean ours =
        given != null
            && given.matches(kind.id() + "-\\d{8}T\\d{6}Z-[0-9a-f]{6}")
            && runs.find(given).isEmpty();
    String runId = ours ? given : kind.id() + "-" + PointIds.next(now, random);
    execution.setProcessBusinessKey(runId);
    return runId;
  }

  /** Where a system lives decides what is guarded as production: only a fail-back may be told. */
  private static void refuseUnknown(Set<String> given, RunKind kind) {
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(Variables.AT_START);
    if (kind == RunKind.FAILBACK) {
      unknown.remove(Variables.LIVE_AT);
    }
    if (!unknown.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to start the runbook with the variables: '" + unknown + "'",
          "It takes " + new TreeSet<>(Variables.AT_START) + " only.");
    }
  }

  /** A part of a runbook, such as the cutover, without the run that asks for its approval. */
  private static void refuseByHand(DelegateExecution execution) {
    Authentication who =
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    if (who != null && !SystemActor.NAME.equals(who.getUserId())) {
      String process = processOf(execution);
      LOG.warn("Refused '{}' to start '{}' on its own.", who.getUserId(), process);
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to start a part of a runbook on its own: '" + process + "'",
          "Start the runbook that it belongs to; it asks for the approval that the part needs.");
    }
  }

  private static void declare(DelegateExecution execution) {
    for (String name : Variables.IN_CONDITIONS) {
      if (!execution.hasVariable(name)) {
        execution.setVariable(name, null);
      }
    }
  }

  private static boolean isTopLevel(DelegateExecution execution) {
    return execution.getProcessInstance().getSuperExecution() == null;
  }

  private static String processOf(DelegateExecution execution) {
    return execution.getProcessDefinitionId().split(":", 2)[0];
  }

  private static Fault missing(String what, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID, "unable to start the runbook without: '" + what + "'", hint);
  }
}
