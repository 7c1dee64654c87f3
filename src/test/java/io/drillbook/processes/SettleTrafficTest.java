package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class SettleTrafficTest extends RunbookTest {
  SettleTrafficTest() {
    super("settle-traffic");
  }

  /** After a cutover: traffic left home and went to the standby. */
  private ProcessInstance cutOver(boolean rollbackOnFailure) {
    return begun("home", "moved", rollbackOnFailure);
  }

  /** After a fail-back: traffic left the standby and went home. */
  private ProcessInstance failedBack(boolean rollbackOnFailure) {
    return begun("standby", "moved", rollbackOnFailure);
  }

  private ProcessInstance begun(String left, String traffic, boolean rollbackOnFailure) {
    return start(sent(left, traffic, rollbackOnFailure));
  }

  private static Map<String, Object> sent(String left, String traffic, boolean rollbackOnFailure) {
    Map<String, Object> sent = new HashMap<>();
    sent.put("system", "shop");
    sent.put("side", left);
    sent.put("target", "home".equals(left) ? "standby" : "home");
    sent.put("traffic", traffic);
    sent.put("rollbackOnFailure", rollbackOnFailure);
    if ("standby".equals(left)) {
      sent.put("liveAt", "standby");
    }
    return sent;
  }

  private void endsAt(ProcessInstance settling, String end, String outcome) {
    fire(end);
    assertThat(settling).isEnded().hasPassed(end);
    assertThat(last(settling, "outcome")).isEqualTo(outcome);
  }

  private void stays(ProcessInstance settling) {
    endsAt(settling, "end_serviceStays", "stays");
  }

  /** The side that traffic went to is fenced, then traffic is sent to the other one. */
  private void rollsBack(ProcessInstance settling, String fenced) {
    fire("callActivity_rollBack");
    assertThat(sideAt("callActivity_fencePrimary")).isEqualTo(fenced);
    fence();
    sendBack();
    fire("end_trafficIsRolledBack");
    endsAt(settling, "end_serviceIsBack", "rolled-back");
  }

  @Test
  void aServiceThatStaysHealthyKeepsTheTraffic() {
    ProcessInstance settling = cutOver(true);
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", true));
    stays(settling);
    assertThat(settling).hasNotPassed("callActivity_rollBack");
  }

  @Test
  void anUnhealthyServiceIsRolledBack() {
    ProcessInstance settling = cutOver(true);
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", false));
    rollsBack(settling, "standby");
  }

  @Test
  void anUnhealthyServiceAtHomeGoesBackToTheStandby() {
    ProcessInstance settling = failedBack(true);
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", false));
    rollsBack(settling, "home");
  }

  @Test
  void anObservationWithoutAnAnswerCountsAsUnhealthy() {
    ProcessInstance settling = cutOver(true);
    work("confirm-service");
    work("observe-service");
    assertThat(settling).isWaitingAt("callActivity_rollBack");
  }

  @Test
  void aServiceThatIsNotConfirmedIsTrouble() {
    ProcessInstance settling = cutOver(true);
    fault("confirm-service", "CHECK_FAILED");
    assertThat(settling).hasPassed("event_serviceNotConfirmed");
    rollsBack(settling, "standby");
  }

  @Test
  void anObservationThatFailsIsTrouble() {
    ProcessInstance settling = failedBack(true);
    work("confirm-service");
    fault("observe-service", "CHECK_FAILED");
    assertThat(settling).hasPassed("event_observationFailed");
    rollsBack(settling, "home");
  }

  @Test
  void aPersonMayLeaveTheTrafficWhereItIs() {
    ProcessInstance settling = cutOver(false);
    work("confirm-service");
    work("observe-service", 1, Map.of("healthy", false));
    fire("callActivity_rollBack");
    answer("userTask_decideRollback", Map.of("rollback", "stay"));
    fire("end_trafficStays");
    stays(settling);
  }

  @Test
  void aSplitBrainThatIsResolvedForTheNewSideIsWatchedAgain() {
    ProcessInstance settling = cutOver(true);
    work("confirm-service");
    resolve("fence");
    assertThat(sideOf("end-split-brain")).as("the side that is fenced again").isEqualTo("home");
    work("end-split-brain");
    fire("end_newSideGoesOn");
    work("observe-service", 1, Map.of("healthy", true));
    stays(settling);
  }

  /** What was wrong: on the way home nobody was asked, and what was written at home was left. */
  @Test
  void aSplitBrainOnTheWayHomeIsForAPersonToo() {
    ProcessInstance settling = failedBack(true);
    work("confirm-service");
    resolve("fence");
    assertThat(sideOf("end-split-brain")).as("the side that is fenced again").isEqualTo("standby");
    work("end-split-brain");
    fire("end_newSideGoesOn");
    work("observe-service", 1, Map.of("healthy", true));
    stays(settling);
  }

  @Test
  void aSplitBrainThatIsResolvedForTheOldSideRollsBackWithoutAskingAgain() {
    ProcessInstance settling = failedBack(false);
    work("confirm-service");
    resolve("old-side");
    fire("end_oldSideGoesOn");
    rollsBack(settling, "home");
  }

  @Test
  void aSplitBrainWhoseResolutionFailsIsTrouble() {
    ProcessInstance settling = cutOver(true);
    work("confirm-service");
    fault("observe-service", "SPLIT_BRAIN");
    fire("callActivity_resolveSplitBrain");
    failInside("notifyPeopleDelegate");
    fire("serviceTask_tellOfSplitBrain");
    assertThat(settling).hasPassed("event_splitBrainStays").isWaitingAt("callActivity_rollBack");
  }

  @Test
  void trafficThatMayBeAnywhereIsNeverConfirmed() {
    ProcessInstance settling = begun("home", "unclear", true);
    assertThat(waitsAt("confirm-service")).isFalse();
    rollsBack(settling, "standby");
  }

  /** The standby holds the data: whatever the plan says of rolling back, nobody is asked. */
  @Test
  void trafficThatMayBeAnywhereOnTheWayHomeIsBroughtToTheStandbyWithoutAsking() {
    ProcessInstance settling = begun("standby", "unclear", false);
    assertThat(waitsAt("confirm-service")).isFalse();
    rollsBack(settling, "home");
  }

  @Test
  void aRollbackThatFailsIsTroubleForTheCaller() {
    Map<String, Object> sent = sent("home", "moved", true);
    ProcessInstance caller = startCalled(sent, sent.keySet().toArray(String[]::new));
    fault("confirm-service", "CHECK_FAILED");
    fire("callActivity_rollBack");
    fence();
    sendingBackFails();
    letServe("callActivity_letSideServe", "home");
    fire("end_rollbackHasFailed");
    fire("end_settlingHasFailed");
    assertThat(caller).isEnded().hasPassed("event_caught");
    assertThat(last(caller, "faultCode")).isEqualTo("CUTOVER_FAILED");
  }

  private void resolve(String answer) {
    fault("observe-service", "SPLIT_BRAIN");
    fire("callActivity_resolveSplitBrain");
    fire("serviceTask_tellOfSplitBrain");
    assertThat(told()).contains("split-brain");
    answer("userTask_resolveSplitBrain", Map.of("splitBrain", answer));
  }
}
