package io.drillbook.engine.people;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.approval.ApprovalWords;
import io.drillbook.usecase.approval.CallNextLevel;
import io.drillbook.usecase.approval.CallNextLevel.Level;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.task.Task;

/** Calls a further group to an approval: from then on its members find the open task too. */
public final class LevelCalls {
  private final CallNextLevel callNextLevel;
  private final RecordStore record;
  private final TaskCalls calls;

  /** Calls by this use case. */
  public LevelCalls(CallNextLevel callNextLevel, RecordStore record, TaskCalls calls) {
    this.callNextLevel = callNextLevel;
    this.record = record;
    this.calls = calls;
  }

  /** Calls the level of the approval that this execution belongs to. */
  public void call(DelegateExecution execution, Level level, StepRef step) {
    String runId = execution.getProcessBusinessKey();
    String approvalId = execution.getProcessInstanceId();
    callNextLevel
        .call(runId, approvalId, level, step)
        .ifPresent(
            group -> {
              Approval approval =
                  ApprovalLines.find(record.entries(runId), approvalId).orElseThrow();
              String system = String.valueOf(execution.getVariable(Variables.SYSTEM));
              StepRef vote =
                  StepRef.of(
                      ApprovalLines.STEP, "Approve " + ApprovalWords.of(approval, system).title());
              open(execution, group);
              calls.call(runId, vote, "", group, approval.expiresAt());
            });
  }

  private static void open(DelegateExecution execution, String group) {
    var services = execution.getProcessEngineServices();
    TaskService tasks = services.getTaskService();
    new SystemActor(services.getIdentityService())
        .run(
            () -> {
              // None is open while a vote is being counted; the next one opens for this group too.
              List<Task> open =
                  tasks
                      .createTaskQuery()
                      .processInstanceId(execution.getProcessInstanceId())
                      .taskDefinitionKey(ApprovalLines.STEP)
                      .list();
              open.forEach(task -> tasks.addCandidateGroup(task.getId(), group));
            });
  }
}
