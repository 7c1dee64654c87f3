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
    work("switch-back");
    endsAt(rollback, "end_trafficIsRolledBack", "rolled-back");
  }

  @Test
  void whereThePlanDoesNotSaySoAPersonIsAskedFirst() {
    ProcessInstance rollback = begun(false);
    answer("userTask_decideRollback", Map.of("rollback", "roll-back"));
    assertThat(waitsAt("switch-back")).as("before it is fenced").isFalse();
    fence();
    work("switch-back");
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
    endsAt(rollback, "end_trafficStays", "stays");
  }

  @Test
  void aFencingThatFailsKeepsTheTrafficAndLeavesNoHalfFence() {
    ProcessInstance rollback = begun(true);
    fencingFails();
    assertThat(rollback).hasPassed("event_fencingFailed");
    work("lift-fence");
    endsAt(rollback, "end_trafficStays", "stays");
  }

  @Test
  void aHalfFenceThatCannotBeLiftedIsForAPerson() {
    ProcessInstance rollback = begun(true);
    fencingFails();
    fault("lift-fence", "FENCE_FAILED");
    assertThat(rollback).hasPassed("event_fenceStays").isWaitingAt("userTask_decideAboutFence");
    answer("userTask_decideAboutFence", Map.of());
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "open"));
    endsAt(rollback, "end_trafficStays", "stays");
  }

  private void fencingFails() {
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    fault("lift-fence", "FENCE_FAILED");
  }

  @Test
  void whereTrafficGoesIsAskedWhereItCannotBeTold() {
    ProcessInstance rollback = begun(true);
    fence();
    fault("switch-back", "CUTOVER_UNKNOWN");
    assertThat(rollback).hasPassed("event_trafficUnknown");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "not-moved"));
    fault("switch-back", "INTERNAL");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
    endsAt(rollback, "end_trafficIsRolledBack", "rolled-back");
  }

  /** Traffic is where it was, behind the fence of the rollback; the other side was opened. */
  @Test
  void aSwitchThatFailsClosesTheOtherSideAndThenOpensTheServingOneAndTellsTheCaller() {
    ProcessInstance cutover = switchFails();
    assertThat(waitsAt("lift-fence")).as("before the other side is fenced").isFalse();
    fire("callActivity_fenceOtherSide");
    assertThat(sideOf("fence-primary")).isEqualTo("home");
    work("fence-primary");
    fire("end_primaryIsFenced");
    assertThat(sideOf("lift-fence")).isEqualTo("standby");
    work("lift-fence");
    failsForTheCaller(cutover);
  }

  @Test
  void anOtherSideThatStaysOpenLeavesTheFenceToAPerson() {
    ProcessInstance cutover = switchFails();
    fire("callActivity_fenceOtherSide");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    work("lift-fence");
    fire("end_primaryStaysOpen");
    assertThat(task("userTask_decideAboutFence")).isNotNull();
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "stays"));
    failsForTheCaller(cutover);
  }

  @Test
  void anOtherSideWhoseFencingFailsLeavesTheFenceToAPerson() {
    ProcessInstance cutover = switchFails();
    fire("callActivity_fenceOtherSide");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "lift-again"));
    assertThat(sideOf("lift-fence")).isEqualTo("standby");
    work("lift-fence");
    failsForTheCaller(cutover);
  }

  /** Within a cutover: the error is for its caller. */
  private ProcessInstance switchFails() {
    ProcessInstance cutover =
        runtime.startProcessInstanceByKey(
            "cut-over", Map.of("system", "shop", "target", "standby", "rollbackOnFailure", true));
    fence();
    moveTraffic();
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", false));
    fire("callActivity_rollBack");
    fence();
    fault("switch-back", "CUTOVER_FAILED");
    return cutover;
  }

  private void failsForTheCaller(ProcessInstance cutover) {
    fire("end_rollbackHasFailed");
    assertThat(cutover).hasPassed("event_rollbackFailed");
    assertThat(last(cutover, "faultCode")).isEqualTo("CUTOVER_FAILED");
    assertThat(last(cutover, "faultMessage")).isNotNull();
  }
}
