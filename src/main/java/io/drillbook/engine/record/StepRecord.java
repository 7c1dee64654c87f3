package io.drillbook.engine.record;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Writes lines of the record in the name of a step. */
public final class StepRecord {
  private static final String ACTOR = SystemActor.NAME;

  private final RecordStore record;
  private final Clock clock;

  /** Lines at this clock. */
  public StepRecord(RecordStore record, Clock clock) {
    this.record = record;
    this.clock = clock;
  }

  /** Something found out; stands or falls with the engine's transaction. */
  public void fact(DelegateExecution execution, String outcome, Map<String, String> details) {
    append(execution, Entries.fact(clock.instant(), ref(execution), ACTOR, outcome, details));
  }

  /** A failed try; survives the rollback. */
  void failed(DelegateExecution execution, FaultCode code, String reason) {
    record.appendNow(
        execution.getProcessBusinessKey(),
        Entries.attemptFailed(clock.instant(), ref(execution), ACTOR, 0, code, reason));
  }

  /** A line of any kind; stands or falls with the engine's transaction. */
  public void append(DelegateExecution execution, EntryDraft entry) {
    record.append(execution.getProcessBusinessKey(), entry);
  }

  /** The step that is executed. */
  public StepRef ref(DelegateExecution execution) {
    return new StepRef(
        text(execution.getCurrentActivityId()),
        text(execution.getCurrentActivityName()),
        text(execution.getVariable(Variables.SOURCE)));
  }

  /** Now, by the injected clock. */
  public Instant now() {
    return clock.instant();
  }

  private static String text(Object value) {
    return value == null ? "" : String.valueOf(value);
  }
}
