package io.drillbook.delegates.restore;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.spi.store.RunStore;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Ends a restore: outside an incident, restored and verified data is what was asked for. */
@Component
public final class ConcludeRestoreDelegate extends StepDelegate {
  private final RunStore runs;

  ConcludeRestoreDelegate(StepRecord record, RunStore runs) {
    super(record);
    this.runs = runs;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    Run run = runs.find(execution.getProcessBusinessKey()).orElseThrow();
    if (run.kind() != RunKind.INCIDENT && run.kind() != RunKind.FAILBACK) {
      record()
          .append(
              execution,
              Entries.serviceConfirmed(
                  record().now(), record().ref(execution), "drillbook", "restored and verified"));
    }
  }
}
