package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class CutOverTest extends RunbookTest {
  CutOverTest() {
    super("cut-over");
  }

  private ProcessInstance begun(boolean rollbackOnFailure) {
    return start(
        Map.of("system", "shop", "target", "standby", "rollbackOnFailure", rollbackOnFailure));
  }

  private ProcessInstance fenced(boolean rollbackOnFailure) {
    ProcessInstance cutover = begun(rollbackOnFailure);
    fence();
    return cutover;
  }

  /** Traffic is at the standby, and the service there is well or not. */
  private ProcessInstance observedAs(boolean healthy, boolean rollbackOnFailure) {
    ProcessInstance cutover = fenced(rollbackOnFailure);
    moveTraffic();
    fire("callActivity_settleTraffic");
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", healthy));
    return cutover;
  }

  /** The end of a called run may have the same name: both are fired. */
  private void endsAt(ProcessInstance cutover, String end, String outcome) {
    fire(end);
    assertThat(cutover).isEnded().hasPassed(end);
    assertThat(last(cutover, "outcome")).isEqualTo(outcome);
  }

  @Test
  void aServiceThatStaysHealthyKeepsTheTraffic() {
    ProcessInstance cutover = observedAs(true, true);
    fire("end_serviceStays");
    endsAt(cutover, "end_trafficIsMoved", "moved");
  }

  @Test
  void noTrafficMovesBeforeTheOldPrimaryIsFenced() {
    ProcessInstance cutover = begun(true);
    assertThat(waitsAt("switch-traffic")).isFalse();
    fence();
    assertThat(cutover).isWaitingAt("callActivity_moveTraffic");
  }

  @Test
  void anOldPrimaryThatIsNotFencedKeepsTheTraffic() {
    ProcessInstance cutover = begun(true);
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    work("lift-fence");
    fire("end_primaryStaysOpen");
    letServeAlone("callActivity_letHomeServe");
    endsAt(cutover, "end_trafficIsNotMoved", "not-moved");
    assertThat(cutover).hasNotPassed("callActivity_moveTraffic");
  }

  @Test
  void aFencingThatEndsInAnErrorKeepsTheTraffic() {
    ProcessInstance cutover = begun(true);
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    fault("lift-fence", "FENCE_FAILED");
    assertThat(cutover).hasPassed("event_fencingFailed");
    letServeAlone("callActivity_letHomeServe");
    endsAt(cutover, "end_trafficIsNotMoved", "not-moved");
  }

  /** The mirror of the fail-back: the standby was opened for the move that did not come off. */
  @Test
  void theStandbyIsShutBeforeTheOldPrimaryAcceptsWritesAgain() {
    ProcessInstance cutover = notMoved("CUTOVER_FAILED");
    fire("end_trafficIsNotMoved");
    assertThat(cutover).isWaitingAt("callActivity_letHomeServe");
    letServe("callActivity_letHomeServe", "standby");
    endsAt(cutover, "end_trafficIsNotMoved", "not-moved");
  }

  @Test
  void aFenceThatAPersonLeavesIsTroubleForTheCaller() {
    ProcessInstance caller = startCalled("system", "target");
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
    assertThat(caller).isEnded().hasPassed("event_caught");
    assertThat(last(caller, "faultCode")).isEqualTo("FENCE_FAILED");
    assertThat(last(caller, "faultMessage")).isEqualTo("unable to work: 'lift-fence'");
  }

  @Test
  void aHomeThatDoesNotServeIsTroubleForTheCaller() {
    ProcessInstance cutover = notMoved("CUTOVER_FAILED");
    fire("end_trafficIsNotMoved");
    fire("callActivity_letHomeServe");
    fault("shut-other-side", "FENCE_FAILED");
    error("userTask_decideAboutOtherSide");
    assertThat(cutover).hasPassed("event_servingFailed").isWaitingAt("end_fenceStays");
  }

  @Test
  void anUnhealthyServiceIsRolledBack() {
    ProcessInstance cutover = observedAs(false, true);
    fire("callActivity_rollBack");
    assertThat(sideAt("callActivity_fencePrimary")).isEqualTo("standby");
    fence();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
    endsAt(cutover, "end_trafficIsRolledBack", "rolled-back");
  }

  /** What was lost: the commander read "no step failed" after a roll-back that went well. */
  @Test
  void whyTrafficWentBackIsToldToTheCaller() {
    ProcessInstance cutover = fenced(true);
    moveTraffic();
    fire("callActivity_settleTraffic");
    fault("confirm-service", "CHECK_FAILED");
    fire("callActivity_rollBack");
    fence();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
    endsAt(cutover, "end_trafficIsRolledBack", "rolled-back");
    assertThat(last(cutover, "faultCode")).isEqualTo("CHECK_FAILED");
    assertThat(last(cutover, "faultMessage")).isEqualTo("unable to work: 'confirm-service'");
  }

  @Test
  void aPersonMayLeaveTheTrafficWhereItIs() {
    ProcessInstance cutover = observedAs(false, false);
    fire("callActivity_rollBack");
    answer("userTask_decideRollback", Map.of("rollback", "stay"));
    fire("end_trafficStays");
    fire("end_serviceStays");
    endsAt(cutover, "end_trafficIsMoved", "moved");
  }

  @Test
  void aRollbackThatFailsIsSaid() {
    ProcessInstance cutover = observedAs(false, true);
    fire("callActivity_rollBack");
    fence();
    sendingBackFails();
    letServe("callActivity_letSideServe", "home");
    fire("end_rollbackHasFailed");
    fire("end_settlingHasFailed");
    assertThat(cutover).hasPassed("event_settlingFailed");
    endsAt(cutover, "end_rollbackHasFailed", "failed");
    assertThat(last(cutover, "faultCode")).isEqualTo("CUTOVER_FAILED");
    assertThat(String.valueOf(last(cutover, "faultMessage"))).startsWith("unable to ");
  }

  private ProcessInstance notMoved(String fault) {
    ProcessInstance cutover = fenced(true);
    fire("callActivity_moveTraffic");
    fault("switch-traffic", fault);
    return cutover;
  }

  @Test
  void trafficThatMovedAfterAllIsConfirmed() {
    notMoved("CUTOVER_UNKNOWN");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
    fire("end_trafficIsMoved");
    fire("callActivity_settleTraffic");
    assertThat(waitsAt("confirm-service")).isTrue();
  }

  @Test
  void trafficThatDidNotMoveLiftsTheFenceAndEndsTheCutover() {
    ProcessInstance cutover = notMoved("CUTOVER_UNKNOWN");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "not-moved"));
    fire("end_trafficIsNotMoved");
    letServe("callActivity_letHomeServe", "standby");
    endsAt(cutover, "end_trafficIsNotMoved", "not-moved");
    assertThat(cutover).hasNotPassed("callActivity_settleTraffic");
  }

  @Test
  void aSwitchThatFailedLiftsTheFenceAndTellsItsCallerWhy() {
    ProcessInstance cutover = notMoved("CUTOVER_FAILED");
    fire("end_trafficIsNotMoved");
    letServe("callActivity_letHomeServe", "standby");
    endsAt(cutover, "end_trafficIsNotMoved", "not-moved");
    assertThat(last(cutover, "faultCode")).isEqualTo("CUTOVER_FAILED");
  }

  @Test
  void aMoveThatEndsInAnErrorIsTrouble() {
    ProcessInstance cutover = fenced(true);
    fire("callActivity_moveTraffic");
    work("switch-traffic", 1, Map.of("checklistPart", "1"));
    error("userTask_workChecklist");
    assertThat(cutover).hasPassed("event_moveFailed");
    fire("callActivity_settleTraffic");
    assertThat(waitsAt("confirm-service")).as("what nobody knows to be there").isFalse();
    fire("callActivity_rollBack");
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    work("lift-fence");
    fire("end_primaryStaysOpen");
    fire("end_rollbackHasFailed");
    fire("end_settlingHasFailed");
    assertThat(cutover).as("nobody knows that traffic is there").hasPassed("event_settlingFailed");
  }
}
