package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class FailBackTest extends FailBackSteps {
  @Test
  void theSystemGoesHome() {
    ProcessInstance back = observedAs(true);
    isHome(back);
    assertThat(told()).contains("failed-back");
    assertThat(last(back, "target")).isEqualTo("home");
    assertThat(last(back, "liveAt")).isEqualTo("standby");
  }

  @Test
  void aWayHomeThatIsNotFreeEndsIt() {
    ProcessInstance back = start();
    fault("check-fail-back", "TARGET_NOT_EMPTY");
    assertThat(back).hasPassed("event_checkFailed");
    staysUntouched(back);
  }

  @Test
  void aNoEndsIt() {
    ProcessInstance back = asked();
    fire("serviceTask_openApproval");
    approval("refused");
    staysUntouched(back);
    assertThat(back).hasNotPassed("callActivity_fencePrimary");
  }

  @Test
  void anApprovalThatCannotBeAskedForIsANo() {
    ProcessInstance back = asked();
    failInside("openApprovalDelegate");
    fire("serviceTask_openApproval");
    assertThat(back).hasPassed("event_approvalFailed");
    staysUntouched(back);
  }

  @Test
  void aStandbyThatCannotBeFencedEndsIt() {
    ProcessInstance back = approved();
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    work("lift-fence");
    fire("end_primaryStaysOpen");
    staysOnStandby(back);
  }

  @Test
  void aFencingThatFailsEndsIt() {
    ProcessInstance back = approved();
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    fault("lift-fence", "FENCE_FAILED");
    assertThat(back).hasPassed("event_fencingFailed");
    staysOnStandby(back);
  }

  @Test
  void dataThatIsNotHomeLetsTheStandbyAcceptWritesAgain() {
    ProcessInstance back = approved();
    fence();
    fire("callActivity_carryDataHome");
    backup();
    work("set-home-aside");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    fire("end_dataIsNotHome");
    staysOnStandby(back);
    assertThat(back).hasNotPassed("callActivity_switchHome");
  }

  @Test
  void aCarryingThatEndsInAnErrorLetsTheStandbyAcceptWritesAgain() {
    ProcessInstance back = approved();
    fence();
    fire("callActivity_carryDataHome");
    backup();
    fault("set-home-aside", "TARGET_IS_PRODUCTION");
    assertThat(back).hasPassed("event_carryingFailed");
    staysOnStandby(back);
  }

  /** Home was opened for the traffic that did not come. */
  @Test
  void trafficThatDoesNotMoveHasHomeShutBeforeTheStandbyAcceptsWritesAgain() {
    ProcessInstance back = switching();
    fault("switch-back", "CUTOVER_FAILED");
    fire("end_trafficIsWhereItWas");
    letServe("callActivity_letStandbyServe", "home");
    isToldToStay(back);
  }

  @Test
  void aHomeThatCannotBeShutIsForAPersonAndNeitherSideIsOpened() {
    ProcessInstance back = switching();
    fault("switch-back", "CUTOVER_FAILED");
    fire("end_trafficIsWhereItWas");
    fire("callActivity_letStandbyServe");
    fault("shut-other-side", "FENCE_FAILED");
    assertThat(waitsAt("lift-fence")).as("before a person answers").isFalse();
    answer("userTask_decideAboutOtherSide", Map.of("otherSide", "leave"));
    assertThat(waitsAt("lift-fence")).isFalse();
    fire("end_sideStaysShut");
    failed(back);
    assertThat(back).hasNotPassed("serviceTask_releaseStandby", "end_serviceStaysOnStandby");
  }

  @Test
  void aServingThatEndsInAnErrorIsAFailure() {
    ProcessInstance back = switching();
    fault("switch-back", "CUTOVER_FAILED");
    fire("end_trafficIsWhereItWas");
    fire("callActivity_letStandbyServe");
    fault("shut-other-side", "FENCE_FAILED");
    error("userTask_decideAboutOtherSide");
    assertThat(back).hasPassed("event_servingFailed");
    failed(back);
  }

  @Test
  void trafficThatAPersonSeesWhereItWasHasHomeShutToo() {
    ProcessInstance back = switching();
    fault("switch-back", "CUTOVER_UNKNOWN");
    answer("userTask_locateTraffic", Map.of("traffic", "not-moved"));
    fire("end_trafficIsWhereItWas");
    letServe("callActivity_letStandbyServe", "home");
    isToldToStay(back);
  }

  private ProcessInstance elsewhere() {
    ProcessInstance back = switching();
    fault("switch-back", "CUTOVER_UNKNOWN");
    answer("userTask_locateTraffic", Map.of("traffic", "unclear"));
    fire("end_trafficIsUnclear");
    assertThat(waitsAt("lift-fence")).isFalse();
    fire("callActivity_settleTraffic");
    assertThat(waitsAt("confirm-service")).as("what nobody knows to be there").isFalse();
    return back;
  }

  @Test
  void trafficThatIsAnywhereIsBroughtToTheStandbyBehindAFenceAroundHome() {
    ProcessInstance back = elsewhere();
    fire("callActivity_rollBack");
    assertThat(sideAt("callActivity_fencePrimary")).isEqualTo("home");
    fence();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
    failed(back);
    assertThat(back).hasNotPassed("serviceTask_releaseStandby");
  }

  /** What was planted: a roll-back that ends with "stays" went on to the release. */
  @Test
  void whateverComesOfBringingItToTheStandbyNeverReleasesTheStandby() {
    ProcessInstance back = elsewhere();
    fire("callActivity_rollBack");
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    work("lift-fence");
    fire("end_primaryStaysOpen");
    fire("end_rollbackHasFailed");
    fire("end_settlingHasFailed");
    assertThat(back).hasPassed("event_settlingFailed");
    assertThat(waitsAt("release-standby")).as("what may serve is renamed").isFalse();
    failed(back);
  }

  @Test
  void trafficThatIsNotKnownToBeHomeNeverReleasesTheStandbyWhateverARollbackSays() {
    ProcessInstance back = observedAs(false, false);
    runtime.setVariable(back.getId(), "traffic", "unclear");
    fire("callActivity_rollBack");
    answer("userTask_decideRollback", Map.of("rollback", "stay"));
    fire("end_trafficStays");
    fire("end_serviceStays");
    assertThat(waitsAt("release-standby")).isFalse();
    failed(back);
  }

  @Test
  void onlyTheFaultThatSaysSoMeansThatTrafficDidNotMove() {
    switching();
    fault("switch-back", "INTERNAL");
    assertThat(task("userTask_locateTraffic")).isNotNull();
  }

  @Test
  void aSwitchThatEndsInAnErrorMeansThatTrafficMayBeAnywhere() {
    ProcessInstance back = switching();
    fault("switch-back", "CUTOVER_UNKNOWN");
    error("userTask_locateTraffic");
    assertThat(back).hasPassed("event_switchFailed").isWaitingAt("callActivity_settleTraffic");
  }

  @Test
  void trafficThatAPersonSeesAtHomeIsConfirmedThere() {
    switching();
    fault("switch-back", "CUTOVER_UNKNOWN");
    answer("userTask_locateTraffic", Map.of("traffic", "moved"));
    fire("end_trafficIsThere");
    fire("callActivity_settleTraffic");
    assertThat(waitsAt("confirm-service")).isTrue();
  }

  @Test
  void anIllHomeIsRolledBack() {
    ProcessInstance back = observedAs(false);
    rollBack();
    failed(back);
  }

  @Test
  void aRollbackThatFailsIsSaid() {
    ProcessInstance back = observedAs(false);
    fire("callActivity_rollBack");
    fence();
    sendingBackFails();
    letServe("callActivity_letSideServe", "standby");
    fire("end_rollbackHasFailed");
    fire("end_settlingHasFailed");
    assertThat(back).hasPassed("event_settlingFailed");
    failed(back);
  }

  @Test
  void aServiceThatAPersonLeavesAtHomeStaysThere() {
    ProcessInstance back = observedAs(false, false);
    fire("callActivity_rollBack");
    answer("userTask_decideRollback", Map.of("rollback", "stay"));
    fire("end_trafficStays");
    isHome(back);
  }
}
