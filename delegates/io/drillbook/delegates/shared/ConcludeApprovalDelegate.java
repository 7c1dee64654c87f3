package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.usecase.approval.ConcludeApproval;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Ends the approval by the votes that were given in time, and writes down who counted. */
@Component
public final class ConcludeApprovalDelegate extends StepDelegate {
  private final ConcludeApproval concludeApproval;

  ConcludeApprovalDelegate(StepRecord record, ConcludeApproval concludeApproval) {
    super(record);
    this.concludeApproval = concludeApproval;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String state =
        concludeApproval
            .conclude(
                execution.getProcessBusinessKey(),
                execution.getProcessInstanceId(),
                record().ref(execution))
            .state()
            .id();
    execution.setVariable(Variables.APPROVAL_STATE, state);
  }
}
