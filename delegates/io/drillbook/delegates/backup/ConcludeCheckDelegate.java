package io.drillbook.delegates.backup;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.spi.store.RecordStore;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Writes down that every copy whose turn it was has been read back and stands where it should. */
@Component
public final class ConcludeCheckDelegate extends StepDelegate {
  private final RecordStore lines;

  ConcludeCheckDelegate(StepRecord record, RecordStore lines) {
    super(record);
    this.lines = lines;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String runId = execution.getProcessBusinessKey();
    record()
        .fact(
            execution,
            Entries.CHECKED,
            Map.of(
                "read", count(runId, "read back"),
                "repaired", count(runId, "repaired"),
                "copied", count(runId, "copied")));
  }

  private String count(String runId, String outcome) {
    return String.valueOf(
        lines.entries(runId).stream()
            .map(RecordEntry::entry)
            .filter(entry -> entry.outcome().equals(outcome))
            .count());
  }
}
