package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class TakeBackupTest extends RunbookTest {
  TakeBackupTest() {
    super("take-backup");
  }

  private ProcessInstance prepared() {
    ProcessInstance backup = start();
    fire("serviceTask_prepareRecoveryPoint");
    return backup;
  }

  private ProcessInstance paused() {
    ProcessInstance backup = prepared();
    work("pause-writes");
    return backup;
  }

  private void failed() {
    work("discard-recovery-point");
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
  }

  @Test
  void everySourceIsCapturedThenThePointIsSealedWhileWritesGoOn() {
    ProcessInstance backup = prepared();
    assertThat(waitsAt("capture-source")).as("not before the pause").isFalse();
    work("pause-writes");
    assertThat(backup).hasNotPassed("serviceTask_captureSource");
    work("capture-source", 2, Map.of());
    assertThat(backup).hasPassed("end_waveIsCaptured").isWaitingAt("serviceTask_sealRecoveryPoint");
    resumeWrites();
    work("seal-recovery-point");
    fire("serviceTask_notifyOfBackup");
    fire("end_backupIsTaken");
    assertThat(backup)
        .isEnded()
        .hasPassed("end_backupIsTaken", "end_writesGoOn")
        .hasNotPassed("end_backupFailed");
    assertThat(last(backup, "outcome")).isEqualTo("sealed");
    assertThat(told()).containsExactly("backup-sealed");
  }

  @Test
  void aSourceThatFailsDiscardsThePointAndAlerts() {
    ProcessInstance backup = paused();
    fault("capture-source", "SOURCE_UNREACHABLE");
    assertThat(backup)
        .hasPassed("event_captureFailed")
        .isWaitingAt("serviceTask_discardRecoveryPoint");
    assertThat(waitsAt("capture-source")).as("the other source is still captured").isFalse();
    resumeWrites();
    failed();
    assertThat(backup)
        .isEnded()
        .hasPassed("end_backupFailed", "end_writesGoOn")
        .hasNotPassed("end_backupIsTaken");
    assertThat(last(backup, "outcome")).isEqualTo("failed");
    assertThat(last(backup, "faultCode")).isEqualTo("SOURCE_UNREACHABLE");
    assertThat(told()).containsExactly("backup-failed");
  }

  @Test
  void aPauseThatCannotBeginIsUndoneAndNothingIsCaptured() {
    ProcessInstance backup = prepared();
    fault("pause-writes", "COMMAND_FAILED");
    assertThat(backup)
        .hasPassed("event_pauseFailed")
        .hasNotPassed("subProcess_captureInOrder")
        .isWaitingAt("callActivity_resumeWrites", "serviceTask_discardRecoveryPoint");
    resumeWrites();
    failed();
    assertThat(backup).isEnded().hasPassed("end_writesGoOn", "end_backupFailed");
  }

  @Test
  void aPauseThatLastsTooLongEndsTheCapturesAndWritesGoOn() {
    ProcessInstance backup = paused();
    fire("event_pauseTooLong");
    assertThat(backup).hasPassed("event_pauseTooLong").isWaitingAt("callActivity_resumeWrites");
    assertThat(waitsAt("capture-source")).as("a source is still captured").isFalse();
    resumeWrites();
    failed();
    assertThat(backup).isEnded().hasPassed("end_writesGoOn", "end_backupFailed");
  }

  @Test
  void whileWritesCannotBeResumedThePointIsSealedButTheRunIsOpen() {
    ProcessInstance backup = paused();
    work("capture-source", 2, Map.of());
    fire("callActivity_resumeWrites");
    fault("resume-writes", "WRITES_PAUSED");
    work("seal-recovery-point");
    fire("serviceTask_notifyOfBackup");
    fire("end_backupIsTaken");
    assertThat(backup).hasPassed("end_backupIsTaken").isNotEnded();
    answer("userTask_resumeWritesByHand", Map.of("resumed", "by-hand"));
    work("resume-writes");
    assertThat(backup).isEnded();
  }

  @Test
  void aRunThatResumesWritesAndIsLostIsStartedAgain() {
    ProcessInstance backup = paused();
    work("capture-source", 2, Map.of());
    fire("callActivity_resumeWrites");
    fault("resume-writes", "WRITES_PAUSED");
    error("userTask_resumeWritesByHand");
    assertThat(backup).hasPassed("event_resumeFailed").isWaitingAt("callActivity_resumeWrites");
  }

  @Test
  void aPointThatCannotBeSealedIsDiscarded() {
    ProcessInstance backup = paused();
    work("capture-source", 2, Map.of());
    fault("seal-recovery-point", "VAULT_UNREACHABLE");
    assertThat(backup)
        .hasPassed("event_sealFailed")
        .hasNotPassed("serviceTask_notifyOfBackup")
        .isWaitingAt("serviceTask_discardRecoveryPoint", "callActivity_resumeWrites");
  }

  @Test
  void aPointThatCannotEvenBeDiscardedStillAlerts() {
    ProcessInstance backup = paused();
    fault("capture-source", "DISK_FULL");
    fault("discard-recovery-point", "VAULT_UNREACHABLE");
    assertThat(backup).hasPassed("event_discardFailed");
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
    resumeWrites();
    assertThat(backup).isEnded().hasPassed("end_backupFailed");
  }

  @Test
  void aPointThatCannotBePreparedAlerts() {
    delegate("prepareRecoveryPointDelegate")
        .does(
            execution -> {
              throw new BpmnError("INPUT_INVALID", "no such plan");
            });
    ProcessInstance backup = prepared();
    assertThat(backup).hasPassed("event_prepareFailed");
    assertThat(waitsAt("discard-recovery-point")).as("nothing was written yet").isFalse();
    assertThat(waitsAt("pause-writes")).as("nothing was paused yet").isFalse();
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
    assertThat(backup).isEnded().hasPassed("end_backupFailed");
    assertThat(told()).containsExactly("backup-failed");
  }
}
