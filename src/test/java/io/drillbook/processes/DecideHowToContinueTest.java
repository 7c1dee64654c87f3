package io.drillbook.processes;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class DecideHowToContinueTest extends RunbookTest {
  DecideHowToContinueTest() {
    super("decide-how-to-continue");
  }

  @Test
  void onCallIsAskedAfterTheOptionsAreGathered() {
    ProcessInstance question = start();
    assertThat(question).hasNotPassed("userTask_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    assertThat(task("userTask_decideHowToContinue")).hasCandidateGroup("oncall");
    answer("userTask_decideHowToContinue", Map.of("decision", "retry"));
    assertThat(question).isEnded().hasPassed("end_decisionIsTaken");
  }
}
