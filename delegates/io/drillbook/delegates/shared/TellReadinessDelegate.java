package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.usecase.readiness.RecordReadiness;
import io.drillbook.usecase.readiness.TellReadiness;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Tells the people on call and the owner what they do not know of the plan's readiness. */
@Component
public final class TellReadinessDelegate extends StepDelegate {
  private final TellReadiness tell;
  private final RecordReadiness lines;

  TellReadinessDelegate(StepRecord record, TellReadiness tell, RecordReadiness lines) {
    super(record);
    this.tell = tell;
    this.lines = lines;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String system = (String) execution.getVariable(Variables.SYSTEM);
    String runId = execution.getProcessBusinessKey();
    Object failed = execution.getVariable(Variables.FAULT_MESSAGE);
    if (failed == null) {
      tell.tell(system, runId, record().ref(execution));
    } else {
      lines.open(system, runId, String.valueOf(execution.getVariable(Variables.INITIATOR)));
      tell.tellOfFailure(system, runId, record().ref(execution), String.valueOf(failed));
    }
  }
}
