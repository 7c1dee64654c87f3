package io.drillbook.engine.guard;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's form service behind the guard: what Tasklist uses to complete a task. */
public final class GuardedFormService extends FormServiceImpl {
  private TaskGuard guard;

  /** Puts the guard in place; until then nothing passes. */
  public void guardedBy(TaskGuard by) {
    this.guard = by;
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> properties) {
    guard.checkCompletion(taskId, properties == null ? Map.of() : properties);
    super.submitTaskForm(taskId, properties);
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> properties, boolean deserializeValues) {
    guard.checkCompletion(taskId, properties == null ? Map.of() : properties);
    return super.submitTaskFormWithVariablesInReturn(taskId, properties, deserializeValues);
  }
}
