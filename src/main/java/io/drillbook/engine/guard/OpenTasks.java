package io.drillbook.engine.guard;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.record.ModelProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * Looks at open tasks past the caller's own permissions: a guard must see what the caller may not.
 */
public final class OpenTasks {
  private final ProcessEngine engine;
  private final SystemActor actor;

  /** Tasks of this engine. */
  public OpenTasks(ProcessEngine engine, SystemActor actor) {
    this.engine = engine;
    this.actor = actor;
  }

  /**
   * An open task.
   *
   * @param groups whose members may work it
   * @param fourEyes whether somebody uninvolved must decide
   * @param instance the run, or called run, that it belongs to
   */
  record OpenTask(
      String id,
      String runId,
      String instance,
      StepRef step,
      String form,
      String assignee,
      List<String> groups,
      boolean fourEyes,
      Map<String, Object> variables) {}

  Authentication authentication() {
    return engine.getIdentityService().getCurrentAuthentication();
  }

  Optional<OpenTask> find(String taskId) {
    return actor.call(
        () ->
            Optional.ofNullable(
                    engine.getTaskService().createTaskQuery().taskId(taskId).singleResult())
                .filter(task -> task.getProcessInstanceId() != null)
                .map(this::look));
  }

  /** The run of a task that is not open any more. */
  Optional<String> runOfClosed(String taskId) {
    return actor.call(
        () ->
            Optional.ofNullable(
                    engine
                        .getHistoryService()
                        .createHistoricTaskInstanceQuery()
                        .taskId(taskId)
                        .finished()
                        .singleResult())
                .map(
                    task ->
                        engine
                            .getHistoryService()
                            .createHistoricProcessInstanceQuery()
                            .processInstanceId(task.getProcessInstanceId())
                            .singleResult())
                .map(HistoricProcessInstance::getBusinessKey));
  }

  List<String> groupsOf(String user) {
    return actor.call(
        () ->
            engine.getIdentityService().createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList());
  }

  private OpenTask look(Task task) {
    UserTask model =
        engine
            .getRepositoryService()
            .getBpmnModelInstance(task.getProcessDefinitionId())
            .getModelElementById(task.getTaskDefinitionKey());
    String runId =
        engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(task.getProcessInstanceId())
            .singleResult()
            .getBusinessKey();
    List<String> groups =
        engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
            .map(IdentityLink::getGroupId)
            .filter(group -> group != null)
            .toList();
    return new OpenTask(
        task.getId(),
        runId,
        task.getProcessInstanceId(),
        StepRef.of(task.getTaskDefinitionKey(), name(task, model)),
        model.getCamundaFormRef(),
        task.getAssignee(),
        groups,
        "true".equals(ModelProperties.of(model, "fourEyes")),
        engine.getTaskService().getVariables(task.getId()));
  }

  /** A vote is named by what is approved, and has the system and the votes so far behind it. */
  private static String name(Task task, UserTask model) {
    return ApprovalLines.STEP.equals(task.getTaskDefinitionKey())
        ? task.getName().split(": ", 2)[0]
        : model.getName();
  }
}
