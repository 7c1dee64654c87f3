package io.drillbook.engine.record;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.record.VerdictRule;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.incident.SteerRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Closes the run of a runbook with its verdict, also where somebody deleted the instance. */
public final class RunEndListener implements ExecutionListener {
  private final RunStore runs;
  private final RecordStore record;
  private final Plans plans;
  private final Clock clock;

  /** A listener over these stores. */
  public RunEndListener(RunStore runs, RecordStore record, Plans plans, Clock clock) {
    this.runs = runs;
    this.record = record;
    this.plans = plans;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateExecution execution) {
    boolean called = execution.getProcessInstance().getSuperExecution() != null;
    Optional<Run> run =
        called || !Recorded.is(execution)
            ? Optional.empty()
            // One that was closed, such as by deleting it, may have left a pause to be ended.
            : runs.find(execution.getProcessBusinessKey()).filter(one -> one.verdict().isEmpty());
    run.ifPresent(open -> close(execution, open));
  }

  private void close(DelegateExecution execution, Run run) {
    Instant now = clock.instant();
    if (execution.isCanceled() && !isAborted(run)) {
      record.appendNow(
          run.id(),
          Entries.decision(
              now,
              StepRef.wholeRun("Run is deleted"),
              who(execution),
              Choice.ABANDON,
              "The instance was deleted in the engine."));
    }
    List<RecordEntry> lines = record.entries(run.id());
    Verdict verdict = VerdictRule.verdict(run, lines, rpo(run, lines, now), now);
    record.append(run.id(), Entries.runEnded(now, SystemActor.NAME, verdict));
    runs.end(run.id(), now, verdict);
  }

  /** A run must come to its end, and be deletable, after its system's plan was taken away too. */
  private Map<String, Duration> rpo(Run run, List<RecordEntry> lines, Instant now) {
    if (run.kind() == RunKind.RESTORE) {
      return Map.of();
    }
    try {
      return AllowedLoss.of(lines, Optional.of(plans.plan(run.system())));
    } catch (Fault gone) {
      StepRef whole = StepRef.wholeRun("RPO is not judged");
      Map<String, String> details = Map.of(Entries.REASON, gone.getMessage());
      record.append(
          run.id(), Entries.fact(now, whole, SystemActor.NAME, "RPO is not judged", details));
    }
    return AllowedLoss.of(lines, Optional.empty());
  }

  /** Then a person's line with the reason stands there already. */
  private boolean isAborted(Run run) {
    return record.entries(run.id()).stream()
        .anyMatch(line -> SteerRun.ABORTED.equals(line.entry().name()));
  }

  private static String who(DelegateExecution execution) {
    Authentication authentication =
        execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    return authentication == null ? SystemActor.NAME : authentication.getUserId();
  }
}
