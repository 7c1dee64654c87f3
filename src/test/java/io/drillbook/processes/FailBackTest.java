package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.work.EngineRunControl;
import io.drillbook.engine.work.LeaseSettings;
import io.drillbook.engine.work.LeasedSteps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class FailBackTest extends RunbookTest {
  FailBackTest() {
    super("fail-back");
  }

  private ProcessInstance asked() {
    ProcessInstance back = start();
    work("check-fail-back");
    fire("callActivity_approveFailBack");
    return back;
  }

  private ProcessInstance approved() {
    ProcessInstance back = asked();
    fire("serviceTask_openApproval");
    approval("granted");
    return back;
  }

  private ProcessInstance carried() {
    ProcessInstance back = approved();
    fence();
    fire("callActivity_carryDataHome");
    backup();
    work("set-home-aside");
    restoreHome();
    fire("end_dataIsHome");
    return back;
  }

  /** The way home is free, data is there, and traffic is about to be sent. */
  private ProcessInstance switching() {
    ProcessInstance back = carried();
    fire("callActivity_switchHome");
    return back;
  }

  private ProcessInstance switched() {
    ProcessInstance back = switching();
    work("switch-back");
    fire("end_trafficIsThere");
    return back;
  }

  private ProcessInstance observedAs(boolean healthy) {
    return observedAs(healthy, true);
  }

  private ProcessInstance observedAs(boolean healthy, boolean rollbackOnFailure) {
    ProcessInstance back = switched();
    runtime.setVariable(back.getId(), "rollbackOnFailure", rollbackOnFailure);
    fire("callActivity_settleTraffic");
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", healthy));
    return back;
  }

  /** Nothing moved: the fence of the standby is lifted, people are told. */
  private void staysOnStandby(ProcessInstance back) {
    letServeAlone("callActivity_letStandbyServe");
    isToldToStay(back);
  }

  /** Nothing was fenced: whatever fence there is belongs to somebody else. */
  private void staysUntouched(ProcessInstance back) {
    assertThat(waitsAt("lift-fence")).as("a fence of somebody else's").isFalse();
    isToldToStay(back);
    assertThat(back).hasNotPassed("callActivity_letStandbyServe");
  }

  private void isToldToStay(ProcessInstance back) {
    fire("serviceTask_notifyOfStay");
    assertThat(told()).contains("fail-back-failed");
    endsAt(back, "end_serviceStaysOnStandby", "stays");
  }

  private void endsAt(ProcessInstance back, String end, String outcome) {
    fire(end);
    assertThat(back).isEnded().hasPassed(end);
    assertThat(last(back, "outcome")).isEqualTo(outcome);
  }

  private void isHome(ProcessInstance back) {
    fire("end_serviceStays");
    work("release-standby");
    fire("serviceTask_notifyOfFailBack");
    endsAt(back, "end_systemIsHome", "home");
  }

  @Test
  void theSystemGoesHome() {
    ProcessInstance back = observedAs(true);
    isHome(back);
    assertThat(told()).contains("failed-back");
    assertThat(last(back, "target")).isEqualTo("home");
    assertThat(last(back, "liveAt")).isEqualTo("standby");
  }

  @Test
  void nothingIsTouchedBeforeItIsApproved() {
    ProcessInstance back = asked();
    assertThat(back).isWaitingAt("callActivity_approveFailBack");
    assertThat(waitsAt("fence-primary")).isFalse();
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
  void anAbortBeforeTheFenceEndsItAndTouchesNothing() {
    ProcessInstance back = approved();
    String run = runOf(back);
    assertThat(control().mayHaveMovedTraffic(run)).isFalse();
    control().end(run, "aborted by olga");
    assertThat(back)
        .isEnded()
        .hasNotPassed(
            "callActivity_fencePrimary",
            "callActivity_letStandbyServe",
            "serviceTask_notifyOfStay");
    assertThat(waitsAt("fence-primary")).isFalse();
    assertThat(waitsAt("lift-fence")).isFalse();
    assertThat(management.createJobQuery().count()).as("nothing goes on").isZero();
  }

  @Test
  void onceTheFenceHasBegunItIsNotAborted() {
    ProcessInstance back = approved();
    fire("callActivity_fencePrimary");
    assertThat(control().mayHaveMovedTraffic(runOf(back))).isTrue();
    work("fence-primary");
    fire("end_primaryIsFenced");
    assertThat(control().mayHaveMovedTraffic(runOf(back))).as("and it stays so").isTrue();
  }

  private String runOf(ProcessInstance back) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceId(back.getId())
        .singleResult()
        .getBusinessKey();
  }

  /** What an abort asks and does; no step is worked here. */
  private EngineRunControl control() {
    SystemActor actor = new SystemActor(ModelEngine.ENGINE.getIdentityService());
    return new EngineRunControl(
        runtime,
        history,
        new LeasedSteps(
            ModelEngine.ENGINE.getExternalTaskService(),
            List.of(),
            null,
            null,
            LeaseSettings.standard(),
            actor,
            ModelEngine.CLOCK,
            "nobody"),
        actor);
  }

  @Test
  void anOpenIncidentRefusesAFailBack() {
    ModelEngine.RECORD.opens(incident());
    try {
      assertThatThrownBy(this::start)
          .hasStackTraceContaining("unable to fail back while another run may move traffic");
    } finally {
      ModelEngine.RECORD.opens();
    }
  }

  private static Run incident() {
    return new Run(
        "incident-1",
        RunKind.INCIDENT,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        ModelEngine.NOW,
        ModelEngine.NOW,
        "olga",
        Duration.ZERO,
        false,
        "d",
        Optional.empty(),
        Optional.empty());
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

  @Test
  void noOtherRunIsToldWhereTheSystemLives() {
    assertThatThrownBy(
            () ->
                runtime.startProcessInstanceByKey(
                    "restore-system",
                    Map.of("system", "shop", "target", "home", "liveAt", "standby")))
        .hasStackTraceContaining("unable to start the runbook with the variables: '[liveAt]'");
  }

  @Test
  void aPlanWithoutAWayHomeIsRefusedAtTheStart() {
    assertThatThrownBy(() -> start(Map.of("system", "one-way")))
        .hasStackTraceContaining("unable to fail back without a way home");
  }

  private void rollBack() {
    fire("callActivity_rollBack");
    fence();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
  }

  private void failed(ProcessInstance back) {
    fire("serviceTask_notifyOfFailure");
    assertThat(told()).contains("fail-back-failed");
    endsAt(back, "end_failBackHasFailed", "failed");
  }
}
