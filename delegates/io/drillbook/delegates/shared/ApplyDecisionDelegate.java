package io.drillbook.delegates.shared;

import io.drillbook.domain.log.GoalText;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.GoalVariables;
import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Takes the recovery point and the goal that were decided on over, and forgets the trouble that is
 * dealt with.
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
    takeGoal(execution);
    execution.setVariable(Variables.FAULT_CODE, null);
    execution.setVariable(Variables.FAULT_MESSAGE, null);
  }

  /**
   * A time or all that is kept may be reached from another point, and without a named one it is
   * chosen anew. A name is looked for forwards from the point only, and {@code none} means that
   * very point: the newest would be from after the damage.
   */
  private static void takeGoal(DelegateExecution execution) {
    if (execution.getVariable(GoalVariables.DECISION_UNTIL) instanceof String until
        && !until.isBlank()) {
      boolean none = GoalVariables.NONE.equalsIgnoreCase(until.strip());
      execution.setVariable(Variables.UNTIL, none ? null : until);
      if ("retry".equals(execution.getVariable(Variables.DECISION))
          && !none
          && !GoalText.isName(until)) {
        execution.setVariable(Variables.POINT, null);
      }
    }
    execution.setVariable(GoalVariables.DECISION_UNTIL, null);
  }
}
