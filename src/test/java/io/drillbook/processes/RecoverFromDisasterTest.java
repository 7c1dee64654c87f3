package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.drillbook.engine.SystemActor;
import io.drillbook.engine.work.EngineRunControl;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** The way of an incident, its approval and its clock. */
class RecoverFromDisasterTest extends IncidentTest {
  @Test
  void anApprovedRecoveryEndsWhenItIsClosed() {
    ProcessInstance incident = restored();
    approval("granted");
    cutOver();
    answer("userTask_closeIncident", Map.of("note", "check the disks"));
    fire("serviceTask_notifyOfRecovery");
    fire("end_systemIsRecovered");
    assertThat(incident).isEnded().hasPassed("end_systemIsRecovered");
    assertThat(last(incident, "outcome")).isEqualTo("recovered");
    assertThat(told()).containsExactly("incident-closed");
  }

  @Test
  void theClockThatStillWaitsDoesNotKeepARecoveredIncidentOpen() {
    ProcessInstance incident = restored();
    approval("granted");
    cutOver();
    answer("userTask_closeIncident", Map.of("note", "none"));
    fire("event_rtoHalfUsed");
    fire("serviceTask_warnOfHalf");
    assertThat(incident).isWaitingAt("event_rtoNearlyUsed");
    fire("serviceTask_notifyOfRecovery");
    fire("end_systemIsRecovered");
    assertThat(incident).isEnded();
    assertThat(management.createJobQuery().processInstanceId(incident.getId()).count()).isZero();
  }

  @Test
  void missingFactsDoNotStopTheAssessment() {
    ProcessInstance incident = start();
    fault("gather-facts", "INTERNAL");
    fire("businessRuleTask_choosePath");
    assertThat(incident).hasPassed("event_factsFailed").isWaitingAt("userTask_assessScope");
  }

  @Test
  void theTimeOfTheAssessmentReachesTheRestore() {
    start(Map.of("system", "shop", "scenario", "database-corruption"));
    work("gather-facts");
    fire("businessRuleTask_choosePath");
    answer("userTask_assessScope", Map.of("until", "2026-11-21 01:30:00", "target", "standby"));
    fire("callActivity_rebuildService");
    work("provision-target");
    java.util.List<Object> seen = new java.util.ArrayList<>();
    delegate("selectRecoveryPointDelegate").does(it -> seen.add(it.getVariable("until")));
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    assertThat(seen).containsExactly("2026-11-21 01:30:00");
  }

  @Test
  void aTargetThatCannotBeProvisionedLeadsToADecision() {
    ProcessInstance incident = assessed();
    fire("callActivity_rebuildService");
    fault("provision-target", "COMMAND_FAILED");
    assertThat(incident)
        .hasPassed("event_rebuildFailed")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void anErrorThatLeavesTheRestoreLeadsToADecision() {
    ProcessInstance incident = assessed();
    failInside("concludeRestoreDelegate");
    restore();
    fire("serviceTask_concludeRestore");
    fire("end_rebuildHasFailed");
    assertThat(incident)
        .hasPassed("gateway_isRebuilt")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void aRestoreThatIsAbandonedIsNotApproved() {
    ProcessInstance incident = assessed();
    fire("callActivity_rebuildService");
    work("provision-target");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    decide("abandon");
    fire("end_restoreIsAbandoned");
    fire("end_rebuildHasFailed");
    assertThat(incident)
        .hasNotPassed("callActivity_approveCutover")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void aRejectedCutoverMovesNothing() {
    ProcessInstance incident = restored();
    approval("refused");
    assertThat(incident)
        .hasNotPassed("callActivity_cutOver")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void aFailedCutoverLeadsToADecision() {
    ProcessInstance incident = restored();
    approval("granted");
    fire("callActivity_cutOver");
    fence();
    fire("callActivity_moveTraffic");
    fault("switch-traffic", "CUTOVER_FAILED");
    fire("end_trafficIsNotMoved");
    fire("callActivity_letHomeServe");
    work("shut-other-side");
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "stays"));
    fire("end_sideStaysShut");
    fire("end_fenceStays");
    assertThat(incident)
        .hasPassed("event_cutoverFailed")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void aServiceThatDoesNotAnswerWhereItIsLeadsToADecision() {
    ProcessInstance incident = start(Map.of("system", "shop", "scenario", "application-error"));
    work("gather-facts");
    fire("businessRuleTask_choosePath");
    answer("userTask_assessScope", Map.of("note", "release 42"));
    fire("callActivity_rebuildService");
    answer("userTask_redeployByHand", Map.of("redeployed", "done", "note", "release 41"));
    fire("end_serviceIsRebuilt");
    fault("confirm-service", "CHECK_FAILED");
    assertThat(incident)
        .hasPassed("event_confirmFailed")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  /** Traffic moved, and goes back because the service does not answer. */
  private ProcessInstance rollingBack() {
    ProcessInstance incident = restored();
    approval("granted");
    fire("callActivity_cutOver");
    fence();
    moveTraffic();
    fire("callActivity_settleTraffic");
    fault("confirm-service", "CHECK_FAILED");
    fire("callActivity_rollBack");
    fence();
    return incident;
  }

  /** What an abort asks before it ends a run. */
  private boolean mayHaveMovedTraffic(ProcessInstance incident) {
    SystemActor actor = new SystemActor(ModelEngine.ENGINE.getIdentityService());
    return new EngineRunControl(runtime, history, null, actor)
        .mayHaveMovedTraffic(incident.getBusinessKey());
  }

  @Test
  void aRunWhoseRollbackFailedIsNotEndedByAnAbort() {
    ProcessInstance incident = rollingBack();
    sendingBackFails();
    letServe("callActivity_letSideServe", "home");
    fire("end_rollbackHasFailed");
    fire("end_settlingHasFailed");
    fire("end_rollbackHasFailed");
    assertThat(incident).isWaitingAt("callActivity_decideHowToContinue");
    assertThat(mayHaveMovedTraffic(incident)).isTrue();
    decide("retry");
    assertThat(mayHaveMovedTraffic(incident)).as("no answer makes traffic go back").isTrue();
  }

  @Test
  void aRunWhoseTrafficIsBackMayBeEndedByAnAbort() {
    ProcessInstance incident = rollingBack();
    assertThat(mayHaveMovedTraffic(incident)).as("while it goes back").isTrue();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
    fire("end_trafficIsRolledBack");
    assertThat(mayHaveMovedTraffic(incident)).isFalse();
  }

  @Test
  void whoIsAskedIsToldThatTheEffectOfAStepIsUnknownAndMaySayWhetherItIsThere() {
    ProcessInstance incident = assessed();
    fire("callActivity_rebuildService");
    fault("provision-target", "EFFECT_UNKNOWN");
    fire("callActivity_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    assertThat(variable("userTask_decideHowToContinue", "faultCode"))
        .as("by this the form shows the question")
        .isEqualTo("EFFECT_UNKNOWN");
    answer(
        "userTask_decideHowToContinue",
        Map.of("decision", "retry", "decisionReason", "", "effectAnswer", "there"));
    fire("serviceTask_takeDecision");
    assertThat(incident).isWaitingAt("callActivity_rebuildService");
  }

  @Test
  void aRollbackIsNoRecovery() {
    ProcessInstance incident = rollingBack();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
    fire("end_trafficIsRolledBack");
    assertThat(incident)
        .hasNotPassed("userTask_closeIncident")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void retryProvisionsAndAsksForANewApproval() {
    ProcessInstance incident = restored();
    approval("refused");
    decide("retry");
    fire("serviceTask_takeDecision");
    restore();
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    fire("end_serviceIsRebuilt");
    askForApproval();
    assertThat(incident).isWaitingAt("callActivity_approveCutover");
    assertThat(task("userTask_giveApproval")).isNotNull();
  }

  @Test
  void skipClosesTheIncidentWithoutACutover() {
    ProcessInstance incident = assessed();
    fire("callActivity_rebuildService");
    fault("provision-target", "COMMAND_FAILED");
    decide("skip");
    assertThat(incident).hasNotPassed("callActivity_cutOver").isWaitingAt("userTask_closeIncident");
  }

  @Test
  void anAbandonedRecoveryEndsAlthoughTheClockStillRuns() {
    ProcessInstance incident = assessed();
    fire("callActivity_rebuildService");
    fault("provision-target", "COMMAND_FAILED");
    decide("abandon");
    fire("serviceTask_notifyOfAbandoning");
    fire("end_recoveryIsAbandoned");
    assertThat(incident).isEnded().hasPassed("end_recoveryIsAbandoned");
    assertThat(last(incident, "outcome")).isEqualTo("abandoned");
    assertThat(told()).containsExactly("incident-abandoned");
  }

  @Test
  void silenceOnTheApprovalMeansNo() {
    ProcessInstance incident = restored();
    votes("expired");
    fire("event_approvalExpired");
    fire("serviceTask_concludeApproval");
    assertThat(task("userTask_giveApproval")).isNull();
    assertThat(incident)
        .hasNotPassed("callActivity_cutOver")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void anApprovalThatCannotBeAskedForIsNoYes() {
    ProcessInstance incident = assessed();
    failInside("openApprovalDelegate");
    restore();
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    fire("end_serviceIsRebuilt");
    askForApproval();
    assertThat(incident)
        .hasPassed("event_approvalFailed")
        .hasNotPassed("callActivity_cutOver")
        .isWaitingAt("callActivity_decideHowToContinue");
  }

  @Test
  void theClockWarnsAtHalfAtFourFifthsAndAtTheEndWhileARestoreRuns() {
    ProcessInstance incident = assessed();
    fire("callActivity_rebuildService");
    work("provision-target");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    warns("event_rtoHalfUsed", 50, "serviceTask_warnOfHalf");
    warns("event_rtoNearlyUsed", 80, "serviceTask_warnOfNearly");
    warns("event_rtoElapsed", 100, "serviceTask_warnOfBreach");
    assertThat(told()).containsExactly("rto-50", "rto-80", "rto-100");
    assertThat(incident)
        .hasPassed("end_everybodyIsTold")
        .isWaitingAt("callActivity_rebuildService");
    work("verify-recovery-point");
    assertThat(waitsAt("check-target")).as("the restore goes on").isTrue();
  }

  private void warns(String event, int percent, String step) {
    assertThat(job(event).getDuedate())
        .isEqualTo(ModelEngine.NOW.plus(ShopPlan.RTO.multipliedBy(percent).dividedBy(100)));
    fire(event);
    fire(step);
  }
}
