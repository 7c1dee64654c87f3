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
    Object code = execution.getVariable(Variables.FAULT_CODE);
    // A person's no, or an approval that expired, is no fault.
    Map<String, String> trouble =
        code == null
            ? Map.of("message", "no step failed: an approval or an outcome was not as hoped")
            : Map.of(
                "code",
                String.valueOf(code),
                "message",
                String.valueOf(execution.getVariable(Variables.FAULT_MESSAGE)));
    record().fact(execution, "trouble", trouble);
  }
}
