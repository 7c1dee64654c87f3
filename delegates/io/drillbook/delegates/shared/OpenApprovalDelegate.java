package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.usecase.approval.AskForApproval;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Writes down what is asked of whom, and until when. */
@Component
public final class OpenApprovalDelegate extends StepDelegate {
  private final AskForApproval askForApproval;

  OpenApprovalDelegate(StepRecord record, AskForApproval askForApproval) {
    super(record);
    this.askForApproval = askForApproval;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    askForApproval.ask(
        new AskForApproval.Wish(
            execution.getProcessBusinessKey(),
            (String) execution.getVariable(Variables.SYSTEM),
            execution.getProcessInstanceId(),
            (String) execution.getVariable(Variables.APPROVAL_OF),
            (String) execution.getVariable(Variables.TARGET)),
        record().ref(execution));
  }
}
