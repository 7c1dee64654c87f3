package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class FencePrimaryTest extends RunbookTest {
  FencePrimaryTest() {
    super("fence-primary");
  }

  private ProcessInstance begun() {
    return start(Map.of("system", "shop", "target", "standby", "side", "home"));
  }

  private ProcessInstance notProven() {
    ProcessInstance fencing = begun();
    fault("fence-primary", "FENCE_UNKNOWN");
    assertThat(fencing).hasPassed("event_fencingFailed");
    return fencing;
  }

  private void endsAt(ProcessInstance fencing, String end, String outcome) {
    fire(end);
    assertThat(fencing).isEnded().hasPassed(end);
    assertThat(last(fencing, "outcome")).isEqualTo(outcome);
  }

  @Test
  void aFenceThatHoldsAsksNobody() {
    ProcessInstance fencing = begun();
    work("fence-primary");
    endsAt(fencing, "end_primaryIsFenced", "fenced");
  }

  @Test
  void aPersonMaySayThatItIsOff() {
    ProcessInstance fencing = notProven();
    answer("userTask_decideAboutPrimary", Map.of("primary", "off"));
    assertThat(fencing).isWaitingAt("serviceTask_lookAtPrimary");
    work("look-at-primary");
    endsAt(fencing, "end_primaryIsFenced", "fenced");
  }

  @Test
  void aPersonWhoSaysThatItIsOffIsAskedAgainWhereItIsSeenToAcceptWrites() {
    ProcessInstance fencing = notProven();
    answer("userTask_decideAboutPrimary", Map.of("primary", "off"));
    fault("look-at-primary", "FENCE_FAILED");
    assertThat(fencing)
        .hasPassed("event_primaryIsOpen")
        .hasNotPassed("gateway_primaryIsFenced")
        .isWaitingAt("userTask_decideAboutPrimary");
    answer("userTask_decideAboutPrimary", Map.of("primary", "fence-again"));
    work("fence-primary");
    endsAt(fencing, "end_primaryIsFenced", "fenced");
  }

  @Test
  void aPersonMayHaveItFencedAgain() {
    ProcessInstance fencing = notProven();
    answer("userTask_decideAboutPrimary", Map.of("primary", "fence-again"));
    work("fence-primary");
    endsAt(fencing, "end_primaryIsFenced", "fenced");
  }

  @Test
  void withoutAClearAnswerTrafficDoesNotMoveAndTheFenceIsLifted() {
    ProcessInstance fencing = notProven();
    answer("userTask_decideAboutPrimary", Map.of());
    work("lift-fence");
    endsAt(fencing, "end_primaryStaysOpen", "open");
  }
}
