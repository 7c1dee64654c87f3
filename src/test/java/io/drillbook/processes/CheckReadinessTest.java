package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class CheckReadinessTest extends RunbookTest {
  CheckReadinessTest() {
    super("check-readiness");
  }

  @Test
  void whereNothingIsNewNobodyIsTold() {
    ProcessInstance check = start();
    work("check-readiness", 1, Map.of("news", "no"));
    fire("end_readinessIsKnown");
    assertThat(check).isEnded().hasPassed("end_readinessIsKnown");
    assertThat(last(check, "outcome")).isEqualTo("known");
    assertThat(delegate("tellReadinessDelegate").reached()).isEmpty();
  }

  @Test
  void newsAreTold() {
    ProcessInstance check = start();
    work("check-readiness", 1, Map.of("news", "yes"));
    fire("serviceTask_tellReadiness");
    fire("end_readinessIsKnown");
    assertThat(check).isEnded().hasPassed("serviceTask_tellReadiness", "end_readinessIsKnown");
  }

  @Test
  void whereItCannotBeSaidWhetherThereIsNewsItIsTold() {
    ProcessInstance check = start();
    work("check-readiness");
    fire("serviceTask_tellReadiness");
    fire("end_readinessIsKnown");
    assertThat(check).isEnded().hasPassed("serviceTask_tellReadiness");
  }

  @Test
  void aCheckThatFailsAlerts() {
    ProcessInstance check = start();
    fault("check-readiness", "INTERNAL");
    assertThat(check).hasPassed("event_readinessCheckFailed");
    fire("serviceTask_alertReadinessUnknown");
    fire("end_readinessIsUnknown");
    assertThat(check).isEnded().hasPassed("end_readinessIsUnknown");
    assertThat(last(check, "outcome")).isEqualTo("failed");
    assertThat(last(check, "faultCode")).isEqualTo("INTERNAL");
  }
}
