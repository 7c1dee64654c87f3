package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** A fail-back up to where its tests want it, and the ends that it may take. */
abstract class FailBackSteps extends RunbookTest {
  FailBackSteps() {
    super("fail-back");
  }

  ProcessInstance asked() {
    ProcessInstance back = start();
    work("check-fail-back");
    fire("callActivity_approveFailBack");
    return back;
  }

  ProcessInstance approved() {
    ProcessInstance back = asked();
    fire("serviceTask_openApproval");
    approval("granted");
    return back;
  }

  ProcessInstance carried() {
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
  ProcessInstance switching() {
    ProcessInstance back = carried();
    fire("callActivity_switchHome");
    return back;
  }

  ProcessInstance switched() {
    ProcessInstance back = switching();
    work("switch-back");
    fire("end_trafficIsThere");
    return back;
  }

  ProcessInstance observedAs(boolean healthy) {
    return observedAs(healthy, true);
  }

  ProcessInstance observedAs(boolean healthy, boolean rollbackOnFailure) {
    ProcessInstance back = switched();
    runtime.setVariable(back.getId(), "rollbackOnFailure", rollbackOnFailure);
    fire("callActivity_settleTraffic");
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", healthy));
    return back;
  }

  /** Nothing moved: the fence of the standby is lifted, people are told. */
  void staysOnStandby(ProcessInstance back) {
    letServeAlone("callActivity_letStandbyServe");
    isToldToStay(back);
  }

  /** Nothing was fenced: whatever fence there is belongs to somebody else. */
  void staysUntouched(ProcessInstance back) {
    assertThat(waitsAt("lift-fence")).as("a fence of somebody else's").isFalse();
    isToldToStay(back);
    assertThat(back).hasNotPassed("callActivity_letStandbyServe");
  }

  void isToldToStay(ProcessInstance back) {
    fire("serviceTask_notifyOfStay");
    assertThat(told()).contains("fail-back-failed");
    endsAt(back, "end_serviceStaysOnStandby", "stays");
  }

  void endsAt(ProcessInstance back, String end, String outcome) {
    fire(end);
    assertThat(back).isEnded().hasPassed(end);
    assertThat(last(back, "outcome")).isEqualTo(outcome);
  }

  void isHome(ProcessInstance back) {
    fire("end_serviceStays");
    work("release-standby");
    fire("serviceTask_notifyOfFailBack");
    endsAt(back, "end_systemIsHome", "home");
  }

  void rollBack() {
    fire("callActivity_rollBack");
    fence();
    sendBack();
    fire("end_trafficIsRolledBack");
    fire("end_serviceIsBack");
  }

  void failed(ProcessInstance back) {
    fire("serviceTask_notifyOfFailure");
    assertThat(told()).contains("fail-back-failed");
    endsAt(back, "end_failBackHasFailed", "failed");
  }
}
