package io.drillbook.delegates.shared;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.store.RecordStore;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Calls the rotation done, if this run's own record shows that the new point opened and the old one
 * was restored. Somebody may skip the restore, with a reason; nobody can skip the new point.
 */
@Component
public final class ConcludeRotationDelegate extends StepDelegate {
  /** The fact that the new point was opened with the new key. */
  static final String NEW_POINT_OPENS = "new point opens";

  private static final String PROVEN = "proven";

  private final RecordStore lines;

  ConcludeRotationDelegate(StepRecord record, RecordStore lines) {
    super(record);
    this.lines = lines;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    List<EntryDraft> facts =
        lines.entries(execution.getProcessBusinessKey()).stream()
            .map(RecordEntry::entry)
            .filter(entry -> entry.kind() == EntryKind.FACT)
            .toList();
    String point = String.valueOf(execution.getVariable(Variables.POINT));
    if (facts.stream().noneMatch(fact -> fact.outcome().equals(NEW_POINT_OPENS))) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to call keys rotated before a new recovery point was opened: '" + point + "'",
          "Retry, or abandon the rotation; only the drill can be skipped.");
    }
    boolean proven =
        facts.stream()
            .filter(fact -> fact.outcome().equals(PROVEN))
            .anyMatch(fact -> point.equals(fact.details().get(Entries.POINT)));
    if (!proven && !"skip".equals(execution.getVariable(Variables.DECISION))) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to restore the old recovery point into the sandbox: '" + point + "'",
          "The drill's steps say why. Keep the old private key until this works.");
    }
    record()
        .fact(
            execution,
            Entries.ROTATED,
            Map.of(Entries.POINT, point, "restored", Boolean.toString(proven)));
  }
}
