package io.drillbook.engine.runbook;

import io.drillbook.domain.log.GoalText;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.CaptureRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * Answers what the models' expressions ask of the plan; lists are computed, never stored as
 * variables.
 */
public final class RunbookFacts {
  private final Plans plans;

  /** Facts of the plans in force. */
  public RunbookFacts(Plans plans) {
    this.plans = plans;
  }

  /** The waves of the backup, each as names separated by commas. */
  public List<String> captureWaves(DelegateExecution execution) {
    return CaptureRule.waves(plan(execution)).stream().map(wave -> String.join(",", wave)).toList();
  }

  /** The waves of the restore, each as names separated by commas. */
  public List<String> waves(DelegateExecution execution) {
    Set<String> wanted = RestoredSources.of(plan(execution), value -> text(execution, value));
    return plan(execution).restoreWaves().stream()
        .map(wave -> wave.stream().filter(wanted::contains).toList())
        .filter(wave -> !wave.isEmpty())
        .map(wave -> String.join(",", wave))
        .toList();
  }

  /** The sources of the wave that is being captured or restored. */
  public List<String> wave(DelegateExecution execution) {
    return List.of(String.valueOf(execution.getVariable(Variables.WAVE)).split(",", -1));
  }

  private ProtectionPlan plan(DelegateExecution execution) {
    return plans.plan(String.valueOf(execution.getVariable(Variables.SYSTEM)));
  }

  /** How far the run replays logs, whoever gave it. */
  public static Optional<RecoveryGoal> goal(ProtectionPlan plan, VariableScope scope) {
    return Optional.ofNullable(scope.getVariable(Variables.UNTIL))
        .map(String::valueOf)
        .filter(text -> !text.isBlank())
        .map(text -> GoalText.read(text, plan.zone()));
  }

  /** A variable as text; empty where it is not set or blank. */
  public static Optional<String> text(DelegateExecution execution, String variable) {
    return Optional.ofNullable(execution.getVariable(variable))
        .map(String::valueOf)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
