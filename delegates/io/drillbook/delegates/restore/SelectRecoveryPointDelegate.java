package io.drillbook.delegates.restore;

import static io.drillbook.domain.record.Choice.SKIP;

import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.Entries;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.RunbookFacts;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Choice;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Wish;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Chooses the recovery point: the one asked for, or the newest that holds everything that is
 * needed.
 */
@Component
public final class SelectRecoveryPointDelegate extends StepDelegate {
  private final Plans plans;
  private final SelectRecoveryPoint selectRecoveryPoint;

  SelectRecoveryPointDelegate(
      StepRecord record, Plans plans, SelectRecoveryPoint selectRecoveryPoint) {
    super(record);
    this.plans = plans;
    this.selectRecoveryPoint = selectRecoveryPoint;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    ProtectionPlan plan = plans.plan((String) execution.getVariable(Variables.SYSTEM));
    Optional<String> accepted = text(execution, PartialVariables.WITHOUT_REASON);
    Optional<RecoveryGoal> goal = RunbookFacts.goal(plan, execution);
    Choice chosen =
        selectRecoveryPoint.select(
            new Wish(
                plan,
                text(execution, Variables.POINT),
                goal,
                RestoredSources.wanted(plan, name -> text(execution, name)),
                accepted.isPresent()));
    execution.setVariable(Variables.POINT, chosen.point().point());
    execution.setVariable(PartialVariables.LEFT_OUT, String.join(",", chosen.lacks()));
    // In words that mean the same when the plan's zone is edited meanwhile.
    goal.ifPresent(it -> execution.setVariable(Variables.UNTIL, it.text()));
    record().fact(execution, "selected", details(chosen, goal));
    if (!chosen.lacks().isEmpty()) {
      goOnWithout(execution, chosen, accepted.orElseThrow());
    }
  }

  private static Map<String, String> details(Choice chosen, Optional<RecoveryGoal> goal) {
    CatalogPoint point = chosen.point();
    Map<String, String> details = new TreeMap<>();
    details.put("point", point.point());
    details.put("state", point.state().name());
    goal.ifPresent(it -> details.put("up to", it.words()));
    if (!chosen.passedOver().isEmpty()) {
      details.put("newer ones passed over", String.join("; ", chosen.passedOver()));
    }
    return details;
  }

  /** A decision, so that the run can never end as if everything had been restored. */
  private void goOnWithout(DelegateExecution execution, Choice chosen, String reason) {
    String who = text(execution, Variables.INITIATOR).orElse("drillbook");
    String lacks = "the point lacks " + String.join(", ", chosen.lacks()) + ": " + reason;
    record()
        .append(
            execution, Entries.decision(record().now(), record().ref(execution), who, SKIP, lacks));
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(s -> !s.isBlank());
  }
}
