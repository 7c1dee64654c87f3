package io.drillbook.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** Small models for tests of the engine itself. */
final class TestRunbooks {
  private TestRunbooks() {}

  /** A process with one task for a group. */
  static BpmnModelInstance withTaskFor(String processId, String group) {
    return Bpmn.createExecutableProcess(processId)
        .startEvent()
        .userTask("userTask_decide")
        .camundaCandidateGroups(group)
        .endEvent()
        .done();
  }

  /** A process that ends with an error nobody catches. */
  static BpmnModelInstance withUncaughtError(String processId) {
    return Bpmn.createExecutableProcess(processId)
        .startEvent()
        .endEvent("event_failed")
        .error("CAPTURE_FAILED")
        .done();
  }

  static void deploy(ProcessEngine engine, String processId, BpmnModelInstance model) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(processId + ".bpmn", model)
        .deploy();
  }
}
