package io.drillbook.engine.path;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.variable.Variables;

/** What a table says of a scenario. */
final class TableAnswer {
  private TableAnswer() {}

  static RecoveryPath of(
      DmnEngine engine,
      DmnDecision table,
      ProtectionPlan plan,
      Scenario scenario,
      String sourcesAnswer) {
    DmnDecisionTableResult result =
        engine.evaluateDecisionTable(
            table,
            Variables.createVariables()
                .putValue("scenario", scenario.id())
                .putValue("sourcesAnswer", sourcesAnswer)
                .putValue(
                    "redeployPlanned",
                    !RedeployStep.neededFor(scenario, plan.recovery()).isEmpty()));
    if (result.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to choose a path for the scenario: '" + scenario.id() + "'",
          "No rule of choose-path.dmn matches; add one for every case.");
    }
    return RecoveryPath.of(plan, scenario, PathWords.of(result.getSingleResult().getEntryMap()));
  }
}
