package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.drillbook.domain.approval.ApprovalLines;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class RestoreSystemTest extends RunbookTest {
  RestoreSystemTest() {
    super("restore-system");
  }

  private ProcessInstance begun() {
    ProcessInstance restore = start();
    fire("serviceTask_selectRecoveryPoint");
    return restore;
  }

  private void restoreAndVerify() {
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    work("restore-source");
    work("migrate-data");
    work("verify-restored-data");
  }

  private ProcessInstance failedAndAsked() {
    ProcessInstance restore = begun();
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    assertThat(restore).hasPassed("event_restoreFailed");
    fire("callActivity_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    return restore;
  }

  @Test
  void oneWaveWaitsForTheOther() {
    ProcessInstance restore = begun();
    work("verify-recovery-point");
    work("check-target");
    assertThat(restore).hasNotPassed("end_waveIsRestored");
    work("restore-source");
    assertThat(restore).hasPassed("end_waveIsRestored").isWaitingAt("serviceTask_restoreSource");
    work("restore-source");
    assertThat(restore).isWaitingAt("serviceTask_migrateData");
  }

  @Test
  void aRestoreThatIsVerifiedEndsAsRestored() {
    ProcessInstance restore = begun();
    restoreAndVerify();
    assertThat(restore).hasPassed("end_dataIsProven");
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    assertThat(restore).isEnded().hasPassed("end_systemIsRestored");
    assertThat(last(restore, "outcome")).isEqualTo("restored");
  }

  @Test
  void nothingIsRestoredBeforeSignatureAndTargetAreChecked() {
    ProcessInstance restore = begun();
    assertThat(waitsAt("restore-source")).isFalse();
    work("verify-recovery-point");
    fault("check-target", "TARGET_IS_PRODUCTION");
    assertThat(restore).hasPassed("event_restoreFailed").hasNotPassed("serviceTask_restoreSource");
  }

  private ProcessInstance intoProduction() {
    ProcessInstance restore = start(Map.of("system", "shop", "target", "live"));
    fire("callActivity_approveOverwrite");
    return restore;
  }

  @Test
  void productionIsWrittenOnlyAfterAnApproval() {
    ProcessInstance restore = intoProduction();
    fire("serviceTask_openApproval");
    assertThat(restore).hasNotPassed("serviceTask_selectRecoveryPoint");
    approval("granted");
    fire("serviceTask_selectRecoveryPoint");
    assertThat(waitsAt("verify-recovery-point")).isTrue();
  }

  /** Writes the named point into production after an approval, and fails. */
  private ProcessInstance failedInProduction() {
    ProcessInstance restore = start(Map.of("system", "shop", "target", "live", "point", "p1"));
    fire("callActivity_approveOverwrite");
    fire("serviceTask_openApproval");
    grant();
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("callActivity_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    return restore;
  }

  /** As the step does that takes a decision over. */
  private void takeOver() {
    delegate("applyDecisionDelegate")
        .does(execution -> execution.setVariable("point", execution.getVariable("decisionPoint")));
    fire("serviceTask_takeDecision");
  }

  private void grant() {
    votes("granted");
    delegate("concludeApprovalDelegate").does(Approvals::grant);
    answer("userTask_giveApproval", Map.of("approval", "approve"));
    fire("serviceTask_countVotes");
    fire("serviceTask_concludeApproval");
  }

  @Test
  void anotherPointThanTheApprovedOneIsAskedForBeforeProductionIsWritten() {
    ProcessInstance restore = failedInProduction();
    answer(
        "userTask_decideHowToContinue", Map.of("decision", "other-point", "decisionPoint", "p2"));
    takeOver();
    assertThat(restore).isWaitingAt("callActivity_approveOverwrite");
    fire("callActivity_approveOverwrite");
    fire("serviceTask_openApproval");
    assertThat(
            ApprovalLines.all(ModelEngine.RECORD.entries(restore.getBusinessKey())).stream()
                .map(approval -> approval.point().orElse("")))
        .containsExactly("p1", "p2");
    grant();
    fire("serviceTask_selectRecoveryPoint");
    assertThat(waitsAt("verify-recovery-point")).isTrue();
  }

  @Test
  void anotherTimeThanTheApprovedOneIsAskedForBeforeProductionIsWritten() {
    ProcessInstance restore = failedInProduction();
    answer(
        "userTask_decideHowToContinue",
        Map.of("decision", "retry", "decisionUntil", "2026-11-21T01:59:59Z"));
    delegate("applyDecisionDelegate")
        .does(execution -> execution.setVariable("until", execution.getVariable("decisionUntil")));
    fire("serviceTask_takeDecision");
    assertThat(restore).isWaitingAt("callActivity_approveOverwrite");
    fire("callActivity_approveOverwrite");
    fire("serviceTask_openApproval");
    assertThat(
            ApprovalLines.all(ModelEngine.RECORD.entries(restore.getBusinessKey())).stream()
                .map(approval -> approval.until().orElse("")))
        .containsExactly("", "2026-11-21T01:59:59Z");
  }

  @Test
  void aTimeIsKeptInWordsThatNeedNoZone() {
    ProcessInstance restore =
        start(Map.of("system", "shop", "target", "sandbox", "until", "2026-11-21 01:30:00"));
    assertThat(last(restore, "until")).isEqualTo("2026-11-21T00:30:00Z");
  }

  @Test
  void theApprovedPointIsTriedAgainWithoutAsking() {
    ProcessInstance restore = failedInProduction();
    answer("userTask_decideHowToContinue", Map.of("decision", "retry"));
    fire("serviceTask_takeDecision");
    assertThat(restore).isWaitingAt("serviceTask_selectRecoveryPoint");
  }

  @Test
  void anApprovalOfWhatWasEditedSinceIsNone() {
    ProcessInstance restore = failedInProduction();
    ModelEngine.RECORD.append(
        restore.getBusinessKey(),
        ApprovalLines.planEdited(
            ModelEngine.NOW.plusSeconds(1),
            "drillbook",
            new ApprovalLines.Edit("d2", Optional.of(Set.of("targets")), true)));
    answer("userTask_decideHowToContinue", Map.of("decision", "retry"));
    fire("serviceTask_takeDecision");
    assertThat(restore).isWaitingAt("callActivity_approveOverwrite");
  }

  @Test
  void withoutAnApprovalNothingIsWrittenIntoProduction() {
    ProcessInstance restore = intoProduction();
    fire("serviceTask_openApproval");
    approval("refused");
    fire("end_restoreIsRefused");
    assertThat(restore).isEnded().hasNotPassed("serviceTask_selectRecoveryPoint");
    assertThat(last(restore, "outcome")).isEqualTo("refused");
  }

  @Test
  void anApprovalThatCannotBeAskedForWritesNothing() {
    delegate("openApprovalDelegate")
        .does(
            execution -> {
              throw new BpmnError("INTERNAL", "made up");
            });
    ProcessInstance restore = intoProduction();
    fire("serviceTask_openApproval");
    assertThat(restore).hasPassed("event_askingFailed").isWaitingAt("end_restoreIsRefused");
  }

  @Test
  void whereNobodyMayBeAskedAFailureEndsTheRestore() {
    ProcessInstance restore = begun();
    runtime.setVariable(restore.getId(), "attended", false);
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    assertThat(restore)
        .isEnded()
        .hasPassed("event_restoreFailed", "end_restoreHasFailed")
        .hasNotPassed("callActivity_decideHowToContinue");
    assertThat(last(restore, "outcome")).isEqualTo("failed");
  }

  @Test
  void retryRunsTheRestoreAgain() {
    ProcessInstance restore = failedAndAsked();
    answer("userTask_decideHowToContinue", Map.of("decision", "retry", "decisionReason", "again"));
    fire("serviceTask_takeDecision");
    fire("serviceTask_selectRecoveryPoint");
    restoreAndVerify();
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    assertThat(restore).isEnded().hasPassed("end_systemIsRestored");
  }

  @Test
  void anotherPointIsSelectedAnew() {
    ProcessInstance restore = failedAndAsked();
    answer(
        "userTask_decideHowToContinue", Map.of("decision", "other-point", "decisionPoint", "p2"));
    assertThat(runtime.getVariable(restore.getId(), "decisionPoint")).isEqualTo("p2");
    fire("serviceTask_takeDecision");
    assertThat(restore).isWaitingAt("serviceTask_selectRecoveryPoint");
  }

  @Test
  void skipGoesOnWithoutTheProof() {
    ProcessInstance restore = failedAndAsked();
    answer("userTask_decideHowToContinue", Map.of("decision", "skip"));
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
    assertThat(restore).isEnded().hasNotPassed("end_dataIsProven");
  }

  @Test
  void abandonEndsTheRestore() {
    ProcessInstance restore = failedAndAsked();
    answer("userTask_decideHowToContinue", Map.of("decision", "abandon"));
    fire("end_restoreIsAbandoned");
    assertThat(restore).isEnded().hasPassed("end_restoreIsAbandoned");
    assertThat(last(restore, "outcome")).isEqualTo("abandoned");
  }

  @Test
  void anAnswerThatNobodyKnowsAbandonsWhichIsSafe() {
    ProcessInstance restore = failedAndAsked();
    answer("userTask_decideHowToContinue", Map.of("decision", "hope"));
    assertThat(restore).isWaitingAt("end_restoreIsAbandoned");
  }

  @Test
  void aFaultThatNobodyCatchesNeverEndsTheRunAsCompleted() {
    delegate("concludeRestoreDelegate")
        .does(
            execution -> {
              throw new BpmnError("INTERNAL", "made up");
            });
    ProcessInstance restore = begun();
    restoreAndVerify();
    assertThatThrownBy(() -> fire("serviceTask_concludeRestore"))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("INTERNAL");
    assertThat(restore).isNotEnded().isWaitingAt("serviceTask_concludeRestore");
  }
}
