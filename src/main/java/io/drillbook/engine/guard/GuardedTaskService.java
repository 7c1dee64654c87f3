package io.drillbook.engine.guard;

import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

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
    guard.once(taskId, Map.of(), () -> super.complete(taskId));
  }

  @Override
  public void complete(String taskId, Map<String, Object> variables) {
    guard.once(taskId, given(variables), () -> super.complete(taskId, variables));
  }

  @Override
  public VariableMap completeWithVariablesInReturn(
      String taskId, Map<String, Object> variables, boolean deserializeValues) {
    VariableMap after = Variables.createVariables();
    guard.once(
        taskId,
        given(variables),
        () ->
            after.putAll(
                super.completeWithVariablesInReturn(taskId, variables, deserializeValues)));
    return after;
  }

  static Map<String, Object> given(Map<String, Object> variables) {
    return variables == null ? Map.of() : variables;
  }

  @Override
  public void claim(String taskId, String userId) {
    if (userId == null) {
      guard.checkGiveBack(taskId);
    } else {
      guard.checkClaim(taskId, userId);
      if (guard.takesOver(taskId, userId)) {
        super.claim(taskId, null);
      }
    }
    super.claim(taskId, userId);
  }

  /** Tasklist lets people put their name on a task that is somebody's: that is a claim. */
  @Override
  public void setAssignee(String taskId, String userId) {
    if (guard.isBySystem()) {
      super.setAssignee(taskId, userId);
    } else {
      claim(taskId, userId);
    }
  }

  @Override
  public void setOwner(String taskId, String userId) {
    guard.checkDirectChange(taskId, "give an owner to");
    super.setOwner(taskId, userId);
  }

  @Override
  public void addUserIdentityLink(String taskId, String userId, String type) {
    guard.checkDirectChange(taskId, "add people to");
    super.addUserIdentityLink(taskId, userId, type);
  }

  @Override
  public void addGroupIdentityLink(String taskId, String groupId, String type) {
    guard.checkDirectChange(taskId, "add a group to");
    super.addGroupIdentityLink(taskId, groupId, type);
  }

  @Override
  public void addCandidateUser(String taskId, String userId) {
    guard.checkDirectChange(taskId, "add people to");
    super.addCandidateUser(taskId, userId);
  }

  @Override
  public void addCandidateGroup(String taskId, String groupId) {
    guard.checkDirectChange(taskId, "add a group to");
    super.addCandidateGroup(taskId, groupId);
  }

  @Override
  public void deleteUserIdentityLink(String taskId, String userId, String type) {
    guard.checkDirectChange(taskId, "take people from");
    super.deleteUserIdentityLink(taskId, userId, type);
  }

  @Override
  public void deleteGroupIdentityLink(String taskId, String groupId, String type) {
    guard.checkDirectChange(taskId, "take a group from");
    super.deleteGroupIdentityLink(taskId, groupId, type);
  }

  @Override
  public void deleteCandidateUser(String taskId, String userId) {
    guard.checkDirectChange(taskId, "take people from");
    super.deleteCandidateUser(taskId, userId);
  }

  @Override
  public void deleteCandidateGroup(String taskId, String groupId) {
    guard.checkDirectChange(taskId, "take a group from");
    super.deleteCandidateGroup(taskId, groupId);
  }

  @Override
  public void removeVariableLocal(String taskId, String name) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.removeVariableLocal(taskId, name);
  }

  @Override
  public void removeVariablesLocal(String taskId, Collection<String> names) {
    guard.checkDirectChange(taskId, "change a variable of");
    super.removeVariablesLocal(taskId, names);
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
