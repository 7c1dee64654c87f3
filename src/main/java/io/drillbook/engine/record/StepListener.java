package io.drillbook.engine.record;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/** Notes when a step of a model is entered and left. */
final class StepListener implements ExecutionListener {
  private final StepRecord record;
  private final StepNature nature;

  StepListener(StepRecord record, StepNature nature) {
    this.record = record;
    this.nature = nature;
  }

  @Override
  public void notify(DelegateExecution execution) {
    if (execution.getProcessBusinessKey() == null || !Recorded.is(execution)) {
      return;
    }
    StepRef step = record.ref(execution);
    Instant now = record.now();
    record.append(execution, entry(execution, step, now));
  }

  private EntryDraft entry(DelegateExecution execution, StepRef step, Instant now) {
    if (ExecutionListener.EVENTNAME_START.equals(execution.getEventName())) {
      return Entries.stepBegan(now, step, SystemActor.NAME, nature);
    }
    return execution.isCanceled()
        ? Entries.stepCancelled(now, step, SystemActor.NAME, "the model left the step")
        : Entries.stepEnded(now, step, SystemActor.NAME, "");
  }
}
