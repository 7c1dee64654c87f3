package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class LetSideServeTest extends RunbookTest {
  LetSideServeTest() {
    super("let-side-serve");
  }

  private ProcessInstance begun(String moveBegan) {
    return start(
        Map.of("system", "shop", "target", "standby", "side", "standby", "moveBegan", moveBegan));
  }

  private ProcessInstance notShut() {
    ProcessInstance serving = begun("yes");
    fault("shut-other-side", "FENCE_FAILED");
    assertThat(serving)
        .hasPassed("event_otherSideStaysOpen")
        .isWaitingAt("userTask_decideAboutOtherSide");
    assertThat(waitsAt("lift-fence")).as("before a person answers").isFalse();
    return serving;
  }

  private void endsAt(ProcessInstance serving, String end, String outcome) {
    fire(end);
    assertThat(serving).isEnded().hasPassed(end);
    assertThat(last(serving, "outcome")).isEqualTo(outcome);
  }

  private void serves(ProcessInstance serving) {
    work("lift-fence");
    endsAt(serving, "end_sideServes", "serves");
  }

  @Test
  void theOtherSideIsShutFirst() {
    ProcessInstance serving = begun("yes");
    assertThat(waitsAt("lift-fence")).isFalse();
    work("shut-other-side");
    serves(serving);
  }

  @Test
  void aCallerThatDoesNotSayWhetherAMoveBeganHasTheOtherSideShut() {
    begun("");
    assertThat(waitsAt("shut-other-side")).isTrue();
  }

  @Test
  void aSideThatNobodyOpenedIsLeftAlone() {
    ProcessInstance serving = begun("no");
    assertThat(waitsAt("shut-other-side")).isFalse();
    serves(serving);
  }

  @Test
  void withoutAClearAnswerTheOtherSideIsShutAgain() {
    ProcessInstance serving = notShut();
    answer("userTask_decideAboutOtherSide", Map.of());
    assertThat(waitsAt("lift-fence")).isFalse();
    work("shut-other-side");
    serves(serving);
  }

  @Test
  void whoSaysThatTheOtherSideIsOffHasItLookedAtOnceMore() {
    ProcessInstance serving = notShut();
    answer("userTask_decideAboutOtherSide", Map.of("otherSide", "off"));
    assertThat(waitsAt("lift-fence")).isFalse();
    work("shut-other-side");
    serves(serving);
  }

  @Test
  void aPersonMayOpenTheServingSideAllTheSame() {
    ProcessInstance serving = notShut();
    answer("userTask_decideAboutOtherSide", Map.of("otherSide", "open-anyway"));
    serves(serving);
  }

  @Test
  void aPersonMayLeaveBothAsTheyAre() {
    ProcessInstance serving = notShut();
    answer("userTask_decideAboutOtherSide", Map.of("otherSide", "leave"));
    assertThat(waitsAt("lift-fence")).isFalse();
    endsAt(serving, "end_sideStaysShut", "shut");
  }

  @Test
  void aFenceThatCannotBeLiftedIsForAPersonUntilItIsLifted() {
    ProcessInstance serving = begun("no");
    fault("lift-fence", "FENCE_FAILED");
    assertThat(serving).hasPassed("event_fenceStays").isWaitingAt("userTask_decideAboutFence");
    answer("userTask_decideAboutFence", Map.of());
    serves(serving);
  }

  @Test
  void aPersonMaySayThatTheSideAcceptsWrites() {
    ProcessInstance serving = begun("no");
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "open"));
    endsAt(serving, "end_sideServes", "serves");
  }

  @Test
  void aPersonMayLeaveTheFence() {
    ProcessInstance serving = begun("no");
    fault("lift-fence", "FENCE_FAILED");
    answer("userTask_decideAboutFence", Map.of("fenceAnswer", "stays"));
    endsAt(serving, "end_sideStaysShut", "shut");
  }
}
