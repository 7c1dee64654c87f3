package io.drillbook.engine.runbook;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.restore.ReplayedSources;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * Reads what the table of paths said against the plan, and puts the way that the run takes into its
 * variables and on its record.
 */
public final class PathListener implements ExecutionListener {
  private static final String RESULT = "decisionResult";

  /** What was damaged in these came in by changes: to replay them all would bring it back. */
  private static final Set<Scenario> DAMAGED_BY_CHANGES =
      Set.of(
          Scenario.DATABASE_CORRUPTION,
          Scenario.LOST_DATA,
          Scenario.APPLICATION_ERROR,
          Scenario.CONFIGURATION_ERROR);

  private final Plans plans;
  private final ReplayedSources replayed;
  private final StepRecord record;

  /** A listener over these plans. */
  public PathListener(Plans plans, ReplayedSources replayed, StepRecord record) {
    this.plans = plans;
    this.replayed = replayed;
    this.record = record;
  }

  @Override
  public void notify(DelegateExecution execution) {
    if (!(execution.getVariable(RESULT) instanceof DmnDecisionResult result)) {
      return;
    }
    String scenario = RunbookFacts.text(execution, Variables.SCENARIO).orElse("unknown");
    DmnDecisionResultEntries rule = result.isEmpty() ? null : result.getSingleResult();
    if (rule == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to choose a path for the scenario: '" + scenario + "'",
          "No rule of choose-path.dmn matches; add one for every case.");
    }
    ProtectionPlan plan = plans.plan(RunbookFacts.text(execution, Variables.SYSTEM).orElseThrow());
    Scenario happened = Scenario.of(scenario).orElse(Scenario.UNKNOWN);
    RecoveryPath path = RecoveryPath.of(plan, happened, PathWords.of(rule.getEntryMap()));
    take(execution, plan, path, happened);
  }

  private void take(
      DelegateExecution execution, ProtectionPlan plan, RecoveryPath path, Scenario scenario) {
    execution.setVariable(
        Variables.RESTORE_SOURCES, path.restores() ? String.join(",", path.sources()) : null);
    execution.setVariable(Variables.RESTORE_WANTED, path.restores());
    execution.setVariable(Variables.REDEPLOY_WANTED, path.redeploy());
    execution.setVariable(Variables.CUTOVER_WANTED, path.cutover());
    Map<String, String> details = new TreeMap<>(path.details());
    if (isDrill(execution)) {
      details.put(
          "path",
          path.restores()
              ? "restore " + String.join(", ", path.sources()) + " into the sandbox"
              : "this scenario restores nothing: the drill proves every source instead");
      if (!path.restores()) {
        details.put("sources", String.join(",", plan.sources().keySet()));
      }
    } else {
      execution.setVariable(Variables.TARGET, path.target());
      proposeGoal(execution, plan, path, scenario);
    }
    record.fact(execution, RecoveryPath.FACT, details);
  }

  /**
   * Where a machine or a site is lost, all that was kept is wanted; else a person knows the time.
   */
  private void proposeGoal(
      DelegateExecution execution, ProtectionPlan plan, RecoveryPath path, Scenario scenario) {
    if (path.restores()
        && !DAMAGED_BY_CHANGES.contains(scenario)
        && RunbookFacts.text(execution, Variables.UNTIL).isEmpty()
        && !replayed.among(plan, path.sources()).isEmpty()) {
      execution.setVariable(Variables.UNTIL, new RecoveryGoal.Latest().text());
    }
  }

  /**
   * By its model: a drill that another run calls bears that run's id, and must not leave its
   * sandbox.
   */
  private static boolean isDrill(DelegateExecution execution) {
    return execution.getProcessDefinitionId().startsWith("run-drill:");
  }
}
