package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class SendTrafficBackTest extends RunbookTest {
  SendTrafficBackTest() {
    super("send-traffic-back");
  }

  private ProcessInstance begun() {
    return start(Map.of("system", "shop", "target", "standby", "side", "standby"));
  }

  private ProcessInstance inDoubt() {
    ProcessInstance back = begun();
    fault("switch-back", "CUTOVER_UNKNOWN");
    assertThat(back).hasPassed("event_trafficUnknown").isWaitingAt("userTask_locateTraffic");
    return back;
  }

  private void endsAt(ProcessInstance back, String end, String outcome) {
    fire(end);
    assertThat(back).isEnded().hasPassed(end);
    assertThat(last(back, "outcome")).isEqualTo(outcome);
  }

  private static Map<String, Object> traffic(String where) {
    return Map.of("traffic", where);
  }

  @Test
  void trafficThatArrivesAsksNobody() {
    ProcessInstance back = begun();
    work("switch-back");
    endsAt(back, "end_trafficIsThere", "moved");
  }

  @Test
  void trafficThatIsKnownNotToHaveMovedIsWhereItWas() {
    ProcessInstance back = begun();
    fault("switch-back", "CUTOVER_FAILED");
    assertThat(back).hasPassed("event_switchFailed");
    endsAt(back, "end_trafficIsWhereItWas", "not-moved");
  }

  @Test
  void onlyTheFaultThatSaysSoMeansThatNothingMoved() {
    begun();
    fault("switch-back", "INTERNAL");
    assertThat(task("userTask_locateTraffic")).isNotNull();
  }

  @Test
  void aPersonMaySeeThatItArrived() {
    ProcessInstance back = inDoubt();
    answer("userTask_locateTraffic", traffic("moved"));
    endsAt(back, "end_trafficIsThere", "moved");
  }

  @Test
  void aPersonMaySeeThatItIsWhereItWas() {
    ProcessInstance back = inDoubt();
    answer("userTask_locateTraffic", traffic("not-moved"));
    endsAt(back, "end_trafficIsWhereItWas", "not-moved");
  }

  @Test
  void eachSendingIsAPersonsWordAndWhoeverIsAskedMayStop() {
    ProcessInstance back = inDoubt();
    for (int i = 0; i < 2; i++) {
      answer("userTask_locateTraffic", traffic("switch-again"));
      fault("switch-back", "CUTOVER_UNKNOWN");
    }
    answer("userTask_locateTraffic", traffic("unclear"));
    endsAt(back, "end_trafficIsUnclear", "unclear");
  }

  @Test
  void withoutAClearAnswerNothingMoreIsSent() {
    ProcessInstance back = inDoubt();
    answer("userTask_locateTraffic", Map.of());
    assertThat(waitsAt("switch-back")).isFalse();
    endsAt(back, "end_trafficIsUnclear", "unclear");
  }

  /** The first sending may have moved some of it: the second one knows of itself alone. */
  @Test
  void aSecondSendingThatMovedNothingDoesNotSayWhereTrafficGoes() {
    ProcessInstance back = inDoubt();
    answer("userTask_locateTraffic", traffic("switch-again"));
    fault("switch-back", "CUTOVER_FAILED");
    assertThat(back).isWaitingAt("userTask_locateTraffic");
  }
}
