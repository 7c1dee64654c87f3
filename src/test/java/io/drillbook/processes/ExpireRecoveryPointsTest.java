package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.drillbook.engine.runbook.RunbookClock;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class ExpireRecoveryPointsTest extends RunbookTest {
  ExpireRecoveryPointsTest() {
    super("expire-recovery-points");
  }

  private ProcessInstance planned(String expiry) {
    ProcessInstance run = start();
    work("plan-expiry", 1, Map.of("expiry", expiry));
    return run;
  }

  private void stopped(ProcessInstance run) {
    assertThat(waitsAt("expire-recovery-points")).as("something is still removed").isFalse();
    fire("serviceTask_alertNothingExpired");
    fire("end_expiryIsStopped");
    assertThat(run)
        .isEnded()
        .hasPassed("end_expiryIsStopped")
        .hasNotPassed("end_pointsHaveExpired");
    assertThat(last(run, "outcome")).isEqualTo("stopped");
    assertThat(told()).containsExactly("expiry-stopped");
  }

  @Test
  void whatThePlanAllowsExpiresWithoutAnybodyBeingAsked() {
    ProcessInstance run = planned("routine");
    assertThat(run).hasNotPassed("userTask_approveExpiry");
    work("expire-recovery-points");
    fire("serviceTask_notifyOfExpiry");
    fire("end_pointsHaveExpired");
    assertThat(run).isEnded().hasPassed("end_pointsHaveExpired");
    assertThat(last(run, "outcome")).isEqualTo("expired");
    assertThat(told()).containsExactly("expiry-ended");
  }

  @Test
  void moreThanThePlanAllowsExpiresAfterAnApproval() {
    ProcessInstance run = planned("ask");
    assertThat(waitsAt("expire-recovery-points")).isFalse();
    assertThat(task("userTask_approveExpiry")).hasCandidateGroup("approvers");
    answer("userTask_approveExpiry", Map.of("expiryApproval", "approve"));
    assertThat(run).isWaitingAt("serviceTask_expireRecoveryPoints");
  }

  @Test
  void anAnswerThatNobodyUnderstandsCountsAsANo() {
    ProcessInstance run = planned("nonsense");
    answer("userTask_approveExpiry", Map.of("expiryApproval", "perhaps"));
    stopped(run);
  }

  @Test
  void aNoKeepsEverything() {
    ProcessInstance run = planned("ask");
    answer("userTask_approveExpiry", Map.of("expiryApproval", "reject"));
    stopped(run);
  }

  @Test
  void silenceOnTheApprovalMeansNo() {
    ProcessInstance run = planned("ask");
    assertThat(job("event_approvalExpired").getDuedate())
        .isEqualTo(ModelEngine.NOW.plus(RunbookClock.EXPIRY_APPROVAL));
    fire("event_approvalExpired");
    assertThat(task("userTask_approveExpiry")).isNull();
    assertThat(run).hasPassed("event_approvalExpired");
    stopped(run);
  }

  @Test
  void nothingExpiresWhereNothingMay() {
    ProcessInstance run = start();
    fault("plan-expiry", "NOT_ALLOWED");
    assertThat(run).hasPassed("event_planFailed");
    stopped(run);
  }

  @Test
  void aFailureWhileRemovingAlerts() {
    ProcessInstance run = planned("routine");
    fault("expire-recovery-points", "VAULT_UNREACHABLE");
    assertThat(run).hasPassed("event_expiryFailed");
    stopped(run);
    assertThat(last(run, "faultCode")).isEqualTo("VAULT_UNREACHABLE");
  }
}
