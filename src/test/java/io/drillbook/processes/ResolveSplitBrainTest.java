package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class ResolveSplitBrainTest extends RunbookTest {
  ResolveSplitBrainTest() {
    super("resolve-split-brain");
  }

  private ProcessInstance asked() {
    ProcessInstance run = start(Map.of("system", "shop", "target", "standby", "side", "home"));
    fire("serviceTask_tellOfSplitBrain");
    assertThat(told()).containsExactly("split-brain");
    return run;
  }

  private void endsAt(ProcessInstance run, String end, String outcome) {
    fire(end);
    assertThat(run).isEnded().hasPassed(end);
    assertThat(last(run, "outcome")).isEqualTo(outcome);
  }

  @Test
  void theNewSideGoesOnOnceTheOldOneIsFenced() {
    ProcessInstance run = asked();
    answer("userTask_resolveSplitBrain", Map.of("splitBrain", "fence"));
    work("end-split-brain");
    endsAt(run, "end_newSideGoesOn", "new-side");
  }

  @Test
  void anAnswerThatDoesNotHoldIsAskedAgain() {
    ProcessInstance run = asked();
    answer("userTask_resolveSplitBrain", Map.of("splitBrain", "off"));
    fault("end-split-brain", "FENCE_FAILED");
    assertThat(run).hasPassed("event_bothStillAcceptWrites");
    answer("userTask_resolveSplitBrain", Map.of("splitBrain", "off"));
    work("end-split-brain");
    endsAt(run, "end_newSideGoesOn", "new-side");
  }

  @Test
  void theOldSideMayGoOn() {
    ProcessInstance run = asked();
    answer("userTask_resolveSplitBrain", Map.of("splitBrain", "old-side"));
    endsAt(run, "end_oldSideGoesOn", "old-side");
  }
}
