package io.drillbook.delegates.restore;

import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.RunbookFacts;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Chooses the recovery point: the one asked for, or the newest that is usable. */
@Component
public final class SelectRecoveryPointDelegate extends StepDelegate {
  private final SelectRecoveryPoint selectRecoveryPoint;
  private final Plans plans;

  SelectRecoveryPointDelegate(
      StepRecord record, SelectRecoveryPoint selectRecoveryPoint, Plans plans) {
    super(record);
    this.selectRecoveryPoint = selectRecoveryPoint;
    this.plans = plans;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    ProtectionPlan plan = plans.plan((String) execution.getVariable(Variables.SYSTEM));
    Optional<RecoveryGoal> goal = RunbookFacts.goal(plan, execution);
    CatalogPoint point =
        selectRecoveryPoint.select(
            plan,
            text(execution, Variables.POINT),
            goal,
            RestoredSources.of(plan, name -> text(execution, name)));
    execution.setVariable(Variables.POINT, point.point());
    // In words that mean the same when the plan's zone is edited meanwhile.
    goal.ifPresent(it -> execution.setVariable(Variables.UNTIL, it.text()));
    Map<String, String> details = new TreeMap<>();
    details.put("point", point.point());
    details.put("state", point.state().name());
    goal.ifPresent(it -> details.put("up to", it.words()));
    record().fact(execution, "selected", details);
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(s -> !s.isBlank());
  }
}
