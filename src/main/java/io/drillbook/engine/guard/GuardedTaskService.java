package io.drillbook.engine.guard;

import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The engine's task service behind the guard. Tasklist, REST and our own code all come through
 * here, so that none of them can go around it.
 */
public final class GuardedTaskService extends TaskServiceImpl {
  private TaskGuard guard;

  /** Puts the guard in place; until then nothing passes. */
  public void guardedBy(TaskGuard by) {
    this.guard = by;
  }

  @Override
  public void complete(String taskId) {
    guard.checkCompletion(taskId, Map.of());
    super.complete(taskId);
  }

  @Override
  public void complete(String taskId, Map<String, Object> variables) {
    guard.checkCompletion(taskId, variables == null ? Map.of() : variables);
    super.complete(taskId, variables);
  }

  @Override
  public VariableMap completeWithVariablesInReturn(
      String taskId, Map<String, Object> variables, boolean deserializeValues) {
    guard.checkCompletion(taskId, variables == null ? Map.of() : variables);
    return super.completeWithVariablesInReturn(taskId, variables, deserializeValues);
  }

  @Override
  public void claim(String taskId, String userId) {
    // Giving a task back is open to whoever may work it.
    if (userId != null) {
      guard.checkClaim(taskId, userId);
    }
    super.claim(taskId, userId);
  }

  @Override
  public void resolveTask(String taskId) {
    guard.checkDirectChange(taskId, "resolve");
    super.resolveTask(taskId);
  }

  @Override
  public void resolveTask(String taskId, Map<String, Object> variables) {
    guard.checkDirectChange(taskId, "resolve");
    super.resolveTask(taskId, variables);
  }

  @Override
  public void delegateTask(String taskId, String userId) {
    guard.checkDirectChange(taskId, "delegate");
    super.delegateTask(taskId, userId);
  }

  @Override
  public void setVariable(String taskId, String name, Object value) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.setVariable(taskId, name, value);
  }

  @Override
  public void setVariables(String taskId, Map<String, ? extends Object> variables) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.setVariables(taskId, variables);
  }

  @Override
  public void setVariableLocal(String taskId, String name, Object value) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.setVariableLocal(taskId, name, value);
  }

  @Override
  public void setVariablesLocal(String taskId, Map<String, ? extends Object> variables) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.setVariablesLocal(taskId, variables);
  }

  @Override
  public void updateVariables(
      String taskId, Map<String, ? extends Object> modifications, Collection<String> deletions) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.updateVariables(taskId, modifications, deletions);
  }

  @Override
  public void updateVariablesLocal(
      String taskId, Map<String, ? extends Object> modifications, Collection<String> deletions) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.updateVariablesLocal(taskId, modifications, deletions);
  }

  @Override
  public void removeVariable(String taskId, String name) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.removeVariable(taskId, name);
  }

  @Override
  public void removeVariables(String taskId, Collection<String> names) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.removeVariables(taskId, names);
  }

  @Override
  public void saveTask(Task task) {
    if (task.getId() != null) {
      guard.checkDirectChange(task.getId(), "edit");
    }
    super.saveTask(task);
  }

  @Override
  public void handleBpmnError(String taskId, String errorCode) {
    guard.checkDirectChange(taskId, "raise an error in");
    super.handleBpmnError(taskId, errorCode);
  }

  @Override
  public void handleBpmnError(
      String taskId, String errorCode, String message, Map<String, Object> variables) {
    guard.checkDirectChange(taskId, "raise an error in");
    super.handleBpmnError(taskId, errorCode, message, variables);
  }

  @Override
  public void handleEscalation(String taskId, String code, Map<String, Object> variables) {
    guard.checkDirectChange(taskId, "raise an escalation in");
    super.handleEscalation(taskId, code, variables);
  }
}
