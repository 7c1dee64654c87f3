package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
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
  void aFencingThatFailsKeepsTheTraffic() {
    ProcessInstance rollback = begun(true);
    fire("callActivity_fencePrimary");
    fault("fence-primary", "FENCE_FAILED");
    answer("userTask_decideAboutPrimary", Map.of("primary", "stop"));
    fault("lift-fence", "FENCE_FAILED");
    assertThat(rollback).hasPassed("event_fencingFailed");
    endsAt(rollback, "end_trafficStays", "stays");
  }

  @Test
  void whereTrafficGoesIsAskedWhereItCannotBeTold() {
    ProcessInstance rollback = begun(true);
    fence();
    fault("switch-back", "CUTOVER_UNKNOWN");
    assertThat(rollback).hasPassed("event_trafficUnknown");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "not-moved"));
    fault("switch-back", "CUTOVER_UNKNOWN");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
    endsAt(rollback, "end_trafficIsRolledBack", "rolled-back");
  }

  @Test
  void aSwitchThatFailsIsForTheCallerAndNeverEndsAsCompleted() {
    ProcessInstance rollback = begun(true);
    fence();
    assertThatThrownBy(() -> fault("switch-back", "CUTOVER_FAILED"))
        .isInstanceOf(ProcessEngineException.class);
    assertThat(rollback).isNotEnded().isWaitingAt("serviceTask_switchBack");
  }
}
