package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scenario takes its own way through the one model of an incident. */
class PathsTest extends IncidentTest {
  /** Not here: {@link RecoverFromDisasterTest} passes every event of the model. */
  @Override
  void everyEndAndBoundaryEventOfTheModelIsPassedBySomeTest() {
    throw new UnsupportedOperationException("no test of this class");
  }

  private ProcessInstance declared(String scenario, String answer) {
    ProcessInstance incident = start(Map.of("system", "shop", "scenario", scenario));
    work("gather-facts", 1, Map.of("sourcesAnswer", answer));
    fire("businessRuleTask_choosePath");
    return incident;
  }

  /** The shop has a database and media, and its plan does not say how to redeploy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          database-corruption | some    | db       | false | true
          database-corruption | unknown | db       | false | true
          database-corruption | none    | db,media | false | true
          lost-data           | all     | db       | false | true
          application-error   | all     |          | true  | false
          configuration-error | none    |          | true  | false
          lost-media          | all     | media    | true  | false
          server-failure      | none    | db,media | false | true
          site-disaster       | none    | db,media | false | true
          unknown             | some    | db,media | false | true
          """)
  void theTableSaysWhatIsRestoredRedeployedAndMoved(
      String scenario, String answer, String sources, boolean redeploy, boolean cutover) {
    ProcessInstance incident = declared(scenario, answer);
    assertThat(incident).isWaitingAt("userTask_assessScope");
    Map<String, Object> variables = runtime.getVariables(incident.getId());
    assertThat(variables)
        .containsEntry("restoreSources", sources)
        .containsEntry("restoreWanted", sources != null)
        .containsEntry("redeployWanted", redeploy)
        .containsEntry("cutoverWanted", cutover)
        .containsEntry("target", "standby");
  }

  @Test
  void aBadReleaseIsRedeployedAndConfirmedWhereItIs() {
    ProcessInstance incident = declared("application-error", "all");
    answer("userTask_assessScope", Map.of("note", "release 42"));
    fire("callActivity_rebuildService");
    answer("userTask_redeployByHand", Map.of("redeployed", "done", "note", "release 41"));
    fire("end_serviceIsRebuilt");
    work("confirm-service");
    assertThat(incident)
        .hasNotPassed("callActivity_approveCutover", "callActivity_cutOver")
        .isWaitingAt("userTask_closeIncident");
  }

  @Test
  void onlyTheSourcesOfThePathAreRestored() {
    declared("lost-media", "all");
    answer("userTask_assessScope", Map.of("point", "p1", "target", "standby"));
    fire("callActivity_rebuildService");
    work("provision-target");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    assertThat(waitsAt("migrate-data")).as("the database is left alone").isTrue();
  }
}
