package io.drillbook.processes;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class ResumeWritesTest extends RunbookTest {
  ResumeWritesTest() {
    super("resume-writes");
  }

  @Test
  void writesGoOn() {
    ProcessInstance resume = start();
    work("resume-writes");
    assertThat(resume).isEnded().hasPassed("end_writesAreResumed");
  }

  @Test
  void somebodyIsAskedUntilWritesGoOn() {
    ProcessInstance resume = start();
    fault("resume-writes", "WRITES_PAUSED");
    assertThat(resume).hasPassed("event_stillPaused").isWaitingAt("userTask_resumeWritesByHand");
    answer("userTask_resumeWritesByHand", Map.of("resumed", "retry"));
    fault("resume-writes", "WRITES_PAUSED");
    answer("userTask_resumeWritesByHand", Map.of("resumed", "by-hand"));
    work("resume-writes");
    assertThat(resume).isEnded();
  }
}
