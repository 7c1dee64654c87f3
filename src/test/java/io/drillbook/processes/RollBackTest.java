package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class RollBackTest extends RunbookTest {
  RollBackTest() {
    super("roll-back");
  }

  private ProcessInstance begun(boolean rollbackOnFailure) {
    return start(
        Map.of(
            "system", "shop",
            "target", "standby",
            "side", "standby",
            "arrived", "yes",
            "rollbackOnFailure", rollbackOnFailure));
  }

  private void endsAt(ProcessInstance rollback, String end, String outcome) {
    fire(end);
    assertThat(rollback).isEnded().hasPassed(end);
    assertThat(last(rollback, "outcome")).isEqualTo(outcome);
  }

  @Test
  void whereThePlanSaysSoNobodyIsAsked() {
    ProcessInstance rollback = begun(true);
    fence();
    sendBack();
    endsAt(rollback, "end_trafficIsRolledBack", "rolled-back");
  }

  @Test
  void whereThePlanDoesNotSaySoAPersonIsAskedFirst() {
    ProcessInstance rollback = begun(false);
    answer("userTask_decideRollback", Map.of("rollback", "roll-back"));
    assertThat(waitsAt("switch-back")).as("before it is fenced").isFalse();
    fence();
    sendBack();
    endsAt(rollback, "end_trafficIsRolledBack", "rolled-back");
  }

  @Test
  void aPersonMayLeaveTheTraffic() {
    ProcessInstance rollback = begun(false);
    answer("userTask_decideRollback", Map.of("rollback", "stay"));
    endsAt(rollback, "end_trafficStays", "stays");
  }

  @Test
  void aSideThatIsNotFencedKeepsTheTraffic() {
    ProcessInstance rollback = begun(true);
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    work("lift-fence");
    fire("end_primaryStaysOpen");
    letServeAlone("callActivity_letSideServe");
    endsAt(rollback, "end_trafficStays", "stays");
  }

  @Test
  void aFencingThatFailsKeepsTheTrafficAndLeavesNoHalfFence() {
    ProcessInstance rollback = begun(true);
    fencingFails();
    assertThat(rollback).hasPassed("event_fencingFailed");
    letServeAlone("callActivity_letSideServe");
    endsAt(rollback, "end_trafficStays", "stays");
  }

  /** By nobody's word but the run's own: it must be known that traffic is on that side. */
  @Test
  void aSideWhereTrafficNeverArrivedIsNotOpened() {
    ProcessInstance caller = neverArrived();
    fence();
    sendingBackFails();
    assertThat(waitsAt("shut-other-side")).isFalse();
    fails(caller);
  }

  @Test
  void aSideWhereTrafficNeverArrivedAndThatIsNotFencedIsNotOpened() {
    ProcessInstance caller = neverArrived();
    fencingFails();
    fails(caller);
  }

  private ProcessInstance neverArrived() {
    ProcessInstance caller = startCalled("system", "target");
    answer("userTask_decideRollback", Map.of("rollback", "roll-back"));
    return caller;
  }

  private void fails(ProcessInstance caller) {
    fire("end_rollbackHasFailed");
    assertThat(caller).isEnded().hasPassed("event_caught");
    assertThat(last(caller, "faultCode")).isEqualTo("CUTOVER_FAILED");
  }

  @Test
  void aHalfFenceThatIsNotLiftedIsAFailure() {
    ProcessInstance cutover = rollingBack();
    fencingFails();
    fire("callActivity_letSideServe");
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "stays"));
    fire("end_sideStaysShut");
    failsForTheCaller(cutover);
  }

  private void fencingFails() {
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    fault("lift-fence", "FENCE_FAILED");
  }

  @Test
  void aSwitchThatNobodyGetsToTheEndFails() {
    ProcessInstance cutover = rollingBack();
    fence();
    fire("callActivity_sendTrafficBack");
    fault("switch-back", "CUTOVER_UNKNOWN");
    answer("userTask_locateTraffic", Map.of("traffic", "unclear"));
    fire("end_trafficIsUnclear");
    assertThat(waitsAt("lift-fence")).isFalse();
    failsForTheCaller(cutover);
  }

  @Test
  void aSendingThatEndsInAnErrorFails() {
    ProcessInstance cutover = rollingBack();
    fence();
    fire("callActivity_sendTrafficBack");
    fault("switch-back", "CUTOVER_UNKNOWN");
    error("userTask_locateTraffic");
    failsForTheCaller(cutover);
  }

  /** Traffic is where it was, behind the fence of the rollback; the other side was opened. */
  @Test
  void aSwitchThatFailsShutsTheOtherSideAndThenOpensTheServingOneAndTellsTheCaller() {
    ProcessInstance cutover = rollingBack();
    fence();
    sendingBackFails();
    letServe("callActivity_letSideServe", "home");
    failsForTheCaller(cutover);
  }

  @Test
  void aServingThatEndsInAnErrorFails() {
    ProcessInstance cutover = rollingBack();
    fence();
    sendingBackFails();
    fire("callActivity_letSideServe");
    fault("shut-other-side", "FENCE_FAILED");
    error("userTask_decideAboutOtherSide");
    failsForTheCaller(cutover);
  }

  /** While the traffic of a cutover settles: the error is for the caller. */
  private ProcessInstance rollingBack() {
    ProcessInstance cutover =
        runtime.startProcessInstanceByKey(
            "settle-traffic",
            Map.of(
                "system", "shop",
                "target", "standby",
                "side", "home",
                "traffic", "moved",
                "rollbackOnFailure", true));
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", false));
    fire("callActivity_rollBack");
    return cutover;
  }

  private void failsForTheCaller(ProcessInstance cutover) {
    fire("end_rollbackHasFailed");
    assertThat(cutover).hasPassed("event_rollbackFailed");
    assertThat(last(cutover, "faultCode")).isEqualTo("CUTOVER_FAILED");
    assertThat(last(cutover, "faultMessage")).isNotNull();
  }
}
