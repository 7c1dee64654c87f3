package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** Machines and people take turns until all traffic is moved. */
class MoveTrafficTest extends RunbookTest {
  MoveTrafficTest() {
    super("move-traffic");
  }

  private ProcessInstance begun() {
    return start(Map.of("system", "shop", "target", "standby"));
  }

  private void switched(String checklistPart) {
    work("switch-traffic", 1, Map.of("checklistPart", checklistPart));
  }

  private void endsAt(ProcessInstance move, String end, String outcome) {
    fire(end);
    assertThat(move).isEnded().hasPassed(end);
    assertThat(last(move, "outcome")).isEqualTo(outcome);
  }

  @Test
  void withoutAChecklistNobodyIsAsked() {
    ProcessInstance move = begun();
    switched("none");
    endsAt(move, "end_trafficIsMoved", "moved");
    assertThat(move).hasNotPassed("userTask_workChecklist");
  }

  @Test
  void eachChecklistIsWorkedByOnCallAtItsPlace() {
    ProcessInstance move = begun();
    switched("1");
    assertThat(task("userTask_workChecklist")).hasCandidateGroup("oncall");
    answer("userTask_workChecklist", Map.of("done1", true));
    switched("3");
    answer("userTask_workChecklist", Map.of("done1", true));
    assertThat(move).isWaitingAt("serviceTask_switchTraffic");
    switched("none");
    endsAt(move, "end_trafficIsMoved", "moved");
  }

  @Test
  void aSwitchThatFailsIsSaid() {
    ProcessInstance move = begun();
    fault("switch-traffic", "CUTOVER_FAILED");
    assertThat(move).hasPassed("event_switchFailed");
    endsAt(move, "end_trafficIsNotMoved", "not-moved");
    assertThat(last(move, "faultCode")).isEqualTo("CUTOVER_FAILED");
  }

  @Test
  void whereTrafficGoesIsAskedWhereItCannotBeTold() {
    ProcessInstance move = begun();
    fault("switch-traffic", "CUTOVER_UNKNOWN");
    assertThat(move).hasPassed("event_trafficUnknown");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
    endsAt(move, "end_trafficIsMoved", "moved");
  }

  @Test
  void aSwitchThatDoesNotSayWhatIsNextHasNotMovedTrafficUntilAPersonSaysSo() {
    ProcessInstance move = begun();
    work("switch-traffic");
    answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "not-moved"));
    endsAt(move, "end_trafficIsNotMoved", "not-moved");
  }

  @Test
  void onlyTheFaultThatSaysSoMeansThatTrafficDidNotMove() {
    for (String code : List.of("INTERNAL", "FENCE_FAILED", "EFFECT_UNKNOWN", "SOMETHING_NEW")) {
      ProcessInstance move = begun();
      fault("switch-traffic", code);
      assertThat(move)
          .as(code)
          .hasPassed("event_trafficUnknown")
          .hasNotPassed("event_switchFailed")
          .isWaitingAt("userTask_findOutWhereTrafficGoes");
      answer("userTask_findOutWhereTrafficGoes", Map.of("traffic", "moved"));
      fire("end_trafficIsMoved");
    }
  }
}
