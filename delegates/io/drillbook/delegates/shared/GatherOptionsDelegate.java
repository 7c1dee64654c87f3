package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Writes down what went wrong, for whoever decides how to continue. */
@Component
public final class GatherOptionsDelegate extends StepDelegate {

  GatherOptionsDelegate(StepRecord record) {
    super(record);
  }

  @Override
  protected void perform(DelegateExecution execution) {
    record()
        .fact(
            execution,
            "trouble",
            Map.of(
                "code", String.valueOf(execution.getVariable(Variables.FAULT_CODE)),
                "message", String.valueOf(execution.getVariable(Variables.FAULT_MESSAGE))));
  }
}
