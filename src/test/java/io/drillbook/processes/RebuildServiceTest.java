package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** Data and release come back, as far as the path asks for. */
class RebuildServiceTest extends RunbookTest {
  RebuildServiceTest() {
    super("rebuild-service");
  }

  private ProcessInstance rebuild(boolean restore, boolean redeploy, boolean planned) {
    return start(
        Map.of(
            "system", "shop",
            "restoreWanted", restore,
            "redeployWanted", redeploy,
            "redeployPlanned", planned));
  }

  private void restore() {
    work("provision-target");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    work("restore-source");
    work("migrate-data");
    work("verify-restored-data");
    fire("serviceTask_concludeRestore");
  }

  private void ends(ProcessInstance rebuild, String outcome, String event) {
    fire(event);
    assertThat(rebuild).isEnded().hasPassed(event);
    assertThat(last(rebuild, "outcome")).isEqualTo(outcome);
  }

  @Test
  void dataIsRestoredThenTheReleaseIsBroughtOut() {
    ProcessInstance rebuild = rebuild(true, true, true);
    restore();
    fire("end_systemIsRestored");
    work("redeploy-service");
    ends(rebuild, "rebuilt", "end_serviceIsRebuilt");
  }

  @Test
  void whatThePathDoesNotAskForIsNotDone() {
    ProcessInstance rebuild = rebuild(false, false, true);
    assertThat(rebuild).hasNotPassed("serviceTask_provisionTarget", "serviceTask_redeployService");
    ends(rebuild, "rebuilt", "end_serviceIsRebuilt");
  }

  @Test
  void aPersonRedeploysWhereThePlanDoesNotSayHow() {
    ProcessInstance rebuild = rebuild(false, true, false);
    answer("userTask_redeployByHand", Map.of("redeployed", "done", "note", "v1.0.0 is out"));
    ends(rebuild, "rebuilt", "end_serviceIsRebuilt");
  }

  @Test
  void whatNobodyCouldDoByHandIsNoRebuild() {
    ProcessInstance rebuild = rebuild(false, true, false);
    answer("userTask_redeployByHand", Map.of("redeployed", "not-done", "note", "no access"));
    ends(rebuild, "not-rebuilt", "end_rebuildHasFailed");
  }

  @Test
  void anErrorThatLeavesTheRestoreIsNoRebuild() {
    ProcessInstance rebuild = rebuild(true, true, true);
    delegate("concludeRestoreDelegate")
        .does(
            execution -> {
              throw new BpmnError("INTERNAL", "made up");
            });
    restore();
    assertThat(rebuild)
        .hasPassed("event_restoreFailed")
        .hasNotPassed("serviceTask_redeployService");
    ends(rebuild, "not-rebuilt", "end_rebuildHasFailed");
    assertThat(last(rebuild, "faultCode")).isEqualTo("INTERNAL");
  }

  @Test
  void anAbandonedRestoreIsNoRebuild() {
    ProcessInstance rebuild = rebuild(true, false, false);
    runtime.setVariable(rebuild.getId(), "attended", true);
    work("provision-target");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("callActivity_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    answer(
        "userTask_decideHowToContinue", Map.of("decision", "abandon", "decisionReason", "made up"));
    fire("end_restoreIsAbandoned");
    ends(rebuild, "not-rebuilt", "end_rebuildHasFailed");
  }
}
