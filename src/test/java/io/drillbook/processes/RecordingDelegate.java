package io.drillbook.processes;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** Stands in for a step of the delegates: notes that it was reached, and does what a test says. */
final class RecordingDelegate implements JavaDelegate {
  private final List<String> reached = new ArrayList<>();
  private JavaDelegate behaviour = execution -> {};

  @Override
  public void execute(DelegateExecution execution) throws Exception {
    Object message = execution.getVariableLocal("message");
    reached.add(message == null ? execution.getCurrentActivityId() : String.valueOf(message));
    behaviour.execute(execution);
  }

  void does(JavaDelegate what) {
    behaviour = what;
  }

  /** Messages of notifications, ids of other steps, in the order in which they were reached. */
  List<String> reached() {
    return List.copyOf(reached);
  }

  void forget() {
    reached.clear();
    behaviour = execution -> {};
  }
}
