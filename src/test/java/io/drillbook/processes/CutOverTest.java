package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class CutOverTest extends RunbookTest {
  CutOverTest() {
    super("cut-over");
  }

  private ProcessInstance begun(boolean rollbackOnFailure) {
    return start(Map.of("system", "shop", "rollbackOnFailure", rollbackOnFailure));
  }

  private ProcessInstance observedAs(boolean healthy, boolean rollbackOnFailure) {
    ProcessInstance cutover = begun(rollbackOnFailure);
    work("switch-traffic");
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", healthy));
    return cutover;
  }

  private void endsAt(ProcessInstance cutover, String end, String outcome) {
    fire(end);
    assertThat(cutover).isEnded().hasPassed(end);
    assertThat(last(cutover, "outcome")).isEqualTo(outcome);
  }

  @Test
  void aServiceThatStaysHealthyKeepsTheTraffic() {
    ProcessInstance cutover = observedAs(true, true);
    endsAt(cutover, "end_trafficIsMoved", "moved");
    assertThat(cutover).hasNotPassed("serviceTask_switchBack");
  }

  @Test
  void anUnhealthyServiceIsRolledBackAtOnceWhereThePlanSaysSo() {
    ProcessInstance cutover = observedAs(false, true);
    work("switch-back");
    endsAt(cutover, "end_trafficIsRolledBack", "rolled-back");
  }

  @Test
  void whereThePlanDoesNotSaySoAPersonIsAskedFirst() {
    ProcessInstance cutover = observedAs(false, false);
    assertThat(waitsAt("switch-back")).isFalse();
    answer("userTask_decideRollback", Map.of("rollback", "roll-back"));
    work("switch-back");
    endsAt(cutover, "end_trafficIsRolledBack", "rolled-back");
  }

  @Test
  void aPersonMayLeaveTheTrafficWhereItIs() {
    ProcessInstance cutover = observedAs(false, false);
    answer("userTask_decideRollback", Map.of("rollback", "stay"));
    endsAt(cutover, "end_trafficIsMoved", "moved");
  }

  @Test
  void anObservationWithoutAnAnswerCountsAsUnhealthy() {
    ProcessInstance cutover = begun(true);
    work("switch-traffic");
    work("confirm-service");
    work("observe-service");
    assertThat(cutover).isWaitingAt("serviceTask_switchBack");
  }

  @Test
  void aServiceThatIsNotConfirmedIsTrouble() {
    ProcessInstance cutover = begun(true);
    work("switch-traffic");
    fault("confirm-service", "CHECK_FAILED");
    assertThat(cutover)
        .hasPassed("event_serviceNotConfirmed")
        .isWaitingAt("serviceTask_switchBack");
  }

  @Test
  void anObservationThatFailsIsTrouble() {
    ProcessInstance cutover = begun(true);
    work("switch-traffic");
    work("confirm-service");
    fault("observe-service", "CHECK_FAILED");
    assertThat(cutover).hasPassed("event_observationFailed").isWaitingAt("serviceTask_switchBack");
  }

  @Test
  void whereTrafficGoesIsAskedWhereItCannotBeTold() {
    ProcessInstance cutover = begun(true);
    fault("switch-traffic", "CUTOVER_UNKNOWN");
    assertThat(cutover).hasPassed("event_trafficUnknown");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
    assertThat(cutover).isWaitingAt("serviceTask_confirmService");
  }

  @Test
  void trafficThatDidNotMoveEndsTheCutover() {
    ProcessInstance cutover = begun(true);
    fault("switch-traffic", "CUTOVER_UNKNOWN");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "not-moved"));
    endsAt(cutover, "end_trafficIsNotMoved", "not-moved");
    assertThat(cutover).hasNotPassed("serviceTask_confirmService");
  }

  @Test
  void anyOtherFaultOfTheSwitchIsForTheCallerAndNeverEndsAsCompleted() {
    ProcessInstance cutover = begun(true);
    assertThatThrownBy(() -> fault("switch-traffic", "CREDENTIALS_REFUSED"))
        .isInstanceOf(ProcessEngineException.class);
    assertThat(cutover).isNotEnded().isWaitingAt("serviceTask_switchTraffic");
  }
}
