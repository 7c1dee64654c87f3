package io.drillbook.delegates.shared;

import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.RunbookFacts;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.approval.AskForApproval;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Writes down what is asked of whom, and until when. Where data would be written into production
 * the recovery point is settled first: nobody can approve what is chosen only later.
 */
@Component
public final class OpenApprovalDelegate extends StepDelegate {
  private static final String OVERWRITE = "overwrite";

  private final Plans plans;
  private final AskForApproval askForApproval;
  private final SelectRecoveryPoint selectRecoveryPoint;

  OpenApprovalDelegate(
      StepRecord record,
      Plans plans,
      AskForApproval askForApproval,
      SelectRecoveryPoint selectRecoveryPoint) {
    super(record);
    this.plans = plans;
    this.askForApproval = askForApproval;
    this.selectRecoveryPoint = selectRecoveryPoint;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String system = (String) execution.getVariable(Variables.SYSTEM);
    boolean overwrite = OVERWRITE.equals(execution.getVariable(Variables.APPROVAL_OF));
    Optional<ProtectionPlan> plan = Optional.of(system).filter(it -> overwrite).map(plans::plan);
    Optional<String> point = plan.map(it -> point(it, execution));
    point.ifPresent(it -> execution.setVariable(Variables.POINT, it));
    askForApproval.ask(
        new AskForApproval.Wish(
            execution.getProcessBusinessKey(),
            system,
            execution.getProcessInstanceId(),
            (String) execution.getVariable(Variables.APPROVAL_OF),
            (String) execution.getVariable(Variables.TARGET),
            point,
            plan.flatMap(it -> RunbookFacts.goal(it, execution)).map(RecoveryGoal::text)),
        record().ref(execution));
  }

  private String point(ProtectionPlan plan, DelegateExecution execution) {
    return text(execution, Variables.POINT)
        .orElseGet(
            () ->
                selectRecoveryPoint
                    .select(
                        plan,
                        Optional.empty(),
                        RunbookFacts.goal(plan, execution),
                        RestoredSources.wanted(plan, name -> text(execution, name)))
                    .point());
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(it -> !it.isBlank());
  }
}
