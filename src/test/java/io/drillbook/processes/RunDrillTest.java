package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class RunDrillTest extends RunbookTest {
  RunDrillTest() {
    super("run-drill");
  }

  private ProcessInstance begun() {
    ProcessInstance drill = start();
    fire("serviceTask_checkSandbox");
    fire("businessRuleTask_choosePath");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    return drill;
  }

  private void restoreAndVerify() {
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    work("restore-source");
    work("migrate-data");
    work("verify-restored-data");
  }

  private void report(ProcessInstance drill) {
    score();
    assertThat(drill).hasNotPassed("userTask_reviewDrill");
    fire("end_drillIsReported");
    assertThat(drill).isEnded().hasPassed("end_drillIsReported");
    assertThat(told()).containsExactly("drill-result");
  }

  private void score() {
    fire("serviceTask_scoreDrill");
    fire("serviceTask_checkDrillRecord");
    fire("serviceTask_notifyOfDrill");
  }

  private void somebodyReviews() {
    delegate("checkDrillRecordDelegate")
        .does(
            execution -> {
              execution.setVariable("drillClosing", "review");
              execution.setVariable("reviewFrom", "managers");
            });
  }

  @Test
  void aDrillThatSomebodyReviewsIsToldAtOnceAndStaysOpenUntilThen() {
    ProcessInstance drill = begun();
    restoreAndVerify();
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    fire("serviceTask_markPointProven");
    work("discard-sandbox");
    somebodyReviews();
    score();
    assertThat(told()).containsExactly("drill-result");
    assertThat(drill).isNotEnded().isWaitingAt("userTask_reviewDrill");
    answer("userTask_reviewDrill", Map.of());
    fire("end_drillIsReported");
    assertThat(drill).isEnded().hasPassed("userTask_reviewDrill");
  }

  @Test
  void aDrillOfWhichNothingIsSaidIsReviewed() {
    ProcessInstance drill = begun();
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    work("discard-sandbox");
    delegate("checkDrillRecordDelegate")
        .does(execution -> execution.setVariable("reviewFrom", "managers"));
    score();
    assertThat(drill).isWaitingAt("userTask_reviewDrill");
  }

  @Test
  void aRestoredPointIsProvenAndTheSandboxDiscarded() {
    ProcessInstance drill = begun();
    restoreAndVerify();
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    fire("serviceTask_markPointProven");
    work("discard-sandbox");
    assertThat(drill).hasPassed("serviceTask_markPointProven", "serviceTask_discardSandbox");
    report(drill);
  }

  @Test
  void aDrillRestoresIntoTheSandboxOfThePlan() {
    ProcessInstance drill = begun();
    assertThat(runtime.getVariable(drill.getId(), "target")).isEqualTo("sandbox");
  }

  @Test
  void aRestoreThatFailsAsksNobodyAndProvesNothing() {
    ProcessInstance drill = begun();
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    assertThat(task("userTask_decideHowToContinue")).isNull();
    fire("end_restoreHasFailed");
    assertThat(drill).hasNotPassed("serviceTask_markPointProven");
    work("discard-sandbox");
    report(drill);
  }

  @Test
  void anErrorThatLeavesTheRestoreStillDiscardsTheSandbox() {
    delegate("concludeRestoreDelegate")
        .does(
            execution -> {
              throw new BpmnError("INTERNAL", "made up");
            });
    ProcessInstance drill = begun();
    restoreAndVerify();
    fire("serviceTask_concludeRestore");
    assertThat(drill)
        .hasPassed("event_restoreFailed")
        .hasNotPassed("serviceTask_markPointProven")
        .isWaitingAt("serviceTask_discardSandbox");
    work("discard-sandbox");
    report(drill);
  }

  @Test
  void aTargetThatIsNoSandboxIsNeitherRestoredIntoNorDiscarded() {
    delegate("checkSandboxDelegate")
        .does(
            execution -> {
              throw new BpmnError("TARGET_IS_PRODUCTION", "not disposable");
            });
    ProcessInstance drill = start();
    fire("serviceTask_checkSandbox");
    assertThat(drill)
        .hasPassed("event_sandboxRefused")
        .hasNotPassed("callActivity_restoreSystem", "serviceTask_discardSandbox");
    report(drill);
  }

  @Test
  void aSandboxThatStaysIsReported() {
    ProcessInstance drill = begun();
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    fault("discard-sandbox", "TARGET_UNREACHABLE");
    assertThat(drill).hasPassed("event_discardFailed");
    report(drill);
  }
}
