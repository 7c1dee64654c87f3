package io.drillbook.delegates.incident;

import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.RunbookClock;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.incident.TellAboutRun;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Lets the deputies decide as well, and tells them. */
@Component
public final class CallDeputiesDelegate extends StepDelegate {
  private final Plans plans;
  private final TellAboutRun tellAboutRun;

  CallDeputiesDelegate(StepRecord record, Plans plans, TellAboutRun tellAboutRun) {
    super(record);
    this.plans = plans;
    this.tellAboutRun = tellAboutRun;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String system = (String) execution.getVariable(Variables.SYSTEM);
    ApprovalRule rule =
        plans.plan(system).approvals().getOrDefault("cutover", RunbookClock.STANDARD_APPROVAL);
    var tasks = execution.getProcessEngineServices().getTaskService();
    rule.deputies()
        .ifPresent(
            deputies ->
                tasks
                    .createTaskQuery()
                    .processInstanceId(execution.getProcessInstanceId())
                    .taskDefinitionKey("userTask_approveCutover")
                    .list()
                    .forEach(
                        task -> {
                          tasks.addCandidateGroup(task.getId(), deputies);
                          record().fact(execution, "deputies called", Map.of("group", deputies));
                          tellAboutRun.tellOfTask(
                              execution.getProcessBusinessKey(),
                              StepRef.of(task.getTaskDefinitionKey(), task.getName()),
                              task.getId(),
                              deputies,
                              record().now().plus(rule.expiresAfter()));
                        }));
  }
}
