package io.drillbook.engine.guard;

import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** The engine's form service behind the guard: what Tasklist uses to complete a task. */
public final class GuardedFormService extends FormServiceImpl {
  private TaskGuard guard;

  /** Puts the guard in place; until then nothing passes. */
  public void guardedBy(TaskGuard by) {
    this.guard = by;
  }

  @Override
  public void submitTaskForm(String taskId, Map<String, Object> properties) {
    once(taskId, properties, () -> super.submitTaskForm(taskId, properties));
  }

  @Override
  public VariableMap submitTaskFormWithVariablesInReturn(
      String taskId, Map<String, Object> properties, boolean deserializeValues) {
    VariableMap after = Variables.createVariables();
    once(
        taskId,
        properties,
        () ->
            after.putAll(
                super.submitTaskFormWithVariablesInReturn(taskId, properties, deserializeValues)));
    return after;
  }

  /** The REST interfaces answer an error of a form with 400, whatever else is thrown with 500. */
  private void once(String taskId, Map<String, Object> properties, Runnable submit) {
    try {
      guard.once(taskId, GuardedTaskService.given(properties), submit);
    } catch (BadUserRequestException e) {
      throw new FormFieldValidationException(e.getMessage(), e.getMessage(), e);
    }
  }
}
