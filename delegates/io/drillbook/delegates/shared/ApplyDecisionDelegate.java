package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Takes the recovery point that was decided on over, and forgets the trouble that is dealt with.
 */
@Component
public final class ApplyDecisionDelegate extends StepDelegate {

  ApplyDecisionDelegate(StepRecord record) {
    super(record);
  }

  @Override
  protected void perform(DelegateExecution execution) {
    Object point = execution.getVariable(Variables.DECISION_POINT);
    if ("other-point".equals(execution.getVariable(Variables.DECISION)) && point != null) {
      execution.setVariable(Variables.POINT, point);
      // Chosen from a list that says what each lacks; without a reason that is not accepted.
      execution.setVariable(
          PartialVariables.WITHOUT_REASON, execution.getVariable(Variables.DECISION_REASON));
    }
    execution.setVariable(Variables.FAULT_CODE, null);
    execution.setVariable(Variables.FAULT_MESSAGE, null);
  }
}
