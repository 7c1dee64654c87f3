package io.drillbook.engine.record;

import io.drillbook.engine.runbook.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.BaseElement;

/**
 * Takes the outcome that an end event declares over into a variable, so that the calling runbook
 * can ask for it.
 */
final class OutcomeListener implements ExecutionListener {
  @Override
  public void notify(DelegateExecution execution) {
    String outcome =
        ModelProperties.of(
            (BaseElement) execution.getBpmnModelElementInstance(), Variables.OUTCOME);
    if (outcome != null) {
      execution.getProcessInstance().setVariable(Variables.OUTCOME, outcome);
    }
  }
}
