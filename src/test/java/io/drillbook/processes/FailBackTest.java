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

  private ProcessInstance observedAs(boolean healthy) {
    ProcessInstance back = carried();
    work("switch-back");
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", healthy));
    return back;
  }

  /** Nothing moved: the fence of the standby is lifted, people are told. */
  private void staysOnStandby(ProcessInstance back) {
    work("lift-fence");
    isToldToStay(back);
  }

  /** Nothing was fenced: whatever fence there is belongs to somebody else. */
  private void staysUntouched(ProcessInstance back) {
    assertThat(waitsAt("lift-fence")).as("a fence of somebody else's").isFalse();
    isToldToStay(back);
    assertThat(back).hasNotPassed("serviceTask_liftFence");
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
    assertThat(back).hasNotPassed("serviceTask_switchBack");
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

  @Test
  void trafficThatDoesNotMoveLetsTheStandbyAcceptWritesAgain() {
    ProcessInstance back = carried();
    fault("switch-back", "CUTOVER_FAILED");
    assertThat(back).hasPassed("event_switchFailed");
    staysOnStandby(back);
  }

  @Test
  void trafficThatMayHaveMovedIsBroughtBackBehindAFenceAroundHome() {
    ProcessInstance back = carried();
    fault("switch-back", "CUTOVER_UNKNOWN");
    assertThat(back).hasPassed("event_trafficUnknown");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "not-moved"));
    rollBack();
    failed(back);
  }

  @Test
  void onlyTheFaultThatSaysSoMeansThatTrafficDidNotMove() {
    ProcessInstance back = carried();
    fault("switch-back", "INTERNAL");
    assertThat(back)
        .hasPassed("event_trafficUnknown")
        .hasNotPassed("event_switchFailed")
        .isWaitingAt("userTask_findOutWhereTrafficGoes");
  }

  @Test
  void aFenceThatCannotBeLiftedIsForAPerson() {
    ProcessInstance back = carried();
    fault("switch-back", "CUTOVER_FAILED");
    fault("lift-fence", "FENCE_FAILED");
    assertThat(back).hasPassed("event_fenceStays").isWaitingAt("userTask_decideAboutFence");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "lift-again"));
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "open"));
    isToldToStay(back);
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
            "callActivity_fencePrimary", "serviceTask_liftFence", "serviceTask_notifyOfStay");
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
    ProcessInstance back = carried();
    fault("switch-back", "CUTOVER_UNKNOWN");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
    assertThat(back).isWaitingAt("serviceTask_confirmService");
  }

  @Test
  void anIllHomeIsRolledBack() {
    ProcessInstance back = observedAs(false);
    rollBack();
    failed(back);
  }

  @Test
  void aHomeThatIsNotConfirmedIsRolledBack() {
    ProcessInstance back = carried();
    work("switch-back");
    fault("confirm-service", "CHECK_FAILED");
    assertThat(back).hasPassed("event_serviceNotConfirmed");
    rollBack();
    failed(back);
  }

  @Test
  void anObservationThatFailsIsRolledBack() {
    ProcessInstance back = carried();
    work("switch-back");
    work("confirm-service");
    fault("observe-service", "SPLIT_BRAIN");
    assertThat(back).hasPassed("event_observationFailed");
    rollBack();
    failed(back);
  }

  @Test
  void aRollbackThatFailsIsSaid() {
    ProcessInstance back = observedAs(false);
    fire("callActivity_rollBack");
    fence();
    fault("switch-back", "CUTOVER_FAILED");
    fire("callActivity_fenceOtherSide");
    work("fence-primary");
    fire("end_primaryIsFenced");
    work("lift-fence");
    fire("end_rollbackHasFailed");
    assertThat(back).hasPassed("event_rollbackFailed");
    failed(back);
  }

  @Test
  void aServiceThatAPersonLeavesAtHomeStaysThere() {
    ProcessInstance back = observedAs(false);
    runtime.setVariable(back.getId(), "rollbackOnFailure", false);
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
    work("switch-back");
    fire("end_trafficIsRolledBack");
  }

  private void failed(ProcessInstance back) {
    fire("serviceTask_notifyOfFailure");
    assertThat(told()).contains("fail-back-failed");
    endsAt(back, "end_failBackHasFailed", "failed");
  }
}
