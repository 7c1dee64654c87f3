package io.drillbook.delegates.shared;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.approval.AskForApproval;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.time.Instant;
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
    Optional<String> point = point(execution);
    point.ifPresent(it -> execution.setVariable(Variables.POINT, it));
    askForApproval.ask(
        new AskForApproval.Wish(
            execution.getProcessBusinessKey(),
            (String) execution.getVariable(Variables.SYSTEM),
            execution.getProcessInstanceId(),
            (String) execution.getVariable(Variables.APPROVAL_OF),
            (String) execution.getVariable(Variables.TARGET),
            point),
        record().ref(execution));
  }

  private Optional<String> point(DelegateExecution execution) {
    if (!OVERWRITE.equals(execution.getVariable(Variables.APPROVAL_OF))) {
      return Optional.empty();
    }
    return text(execution, Variables.POINT).or(() -> Optional.of(newest(execution).point()));
  }

  private CatalogPoint newest(DelegateExecution execution) {
    String system = (String) execution.getVariable(Variables.SYSTEM);
    return selectRecoveryPoint
        .select(
            new SelectRecoveryPoint.Wish(
                system,
                Optional.empty(),
                text(execution, Variables.UNTIL).map(Instant::parse),
                RestoredSources.wanted(plans.plan(system), name -> text(execution, name)),
                false))
        .point();
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(it -> !it.isBlank());
  }
}
