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

  @Test
  void everySourceIsCapturedThenThePointIsSealed() {
    ProcessInstance backup = prepared();
    assertThat(backup).hasNotPassed("serviceTask_captureSource");
    work("capture-source", 2, Map.of());
    assertThat(backup).isWaitingAt("serviceTask_sealRecoveryPoint");
    work("seal-recovery-point");
    assertThat(backup).hasPassed("end_pointIsSealed");
    fire("serviceTask_notifyOfBackup");
    fire("end_backupIsTaken");
    assertThat(backup).isEnded().hasPassed("end_backupIsTaken").hasNotPassed("end_backupFailed");
    assertThat(last(backup, "outcome")).isEqualTo("sealed");
    assertThat(told()).containsExactly("backup-sealed");
  }

  @Test
  void aSourceThatFailsDiscardsThePointAndAlerts() {
    ProcessInstance backup = prepared();
    fault("capture-source", "SOURCE_UNREACHABLE");
    assertThat(backup)
        .hasPassed("event_captureFailed")
        .isWaitingAt("serviceTask_discardRecoveryPoint");
    assertThat(waitsAt("capture-source")).as("the other source is still captured").isFalse();
    work("discard-recovery-point");
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
    assertThat(backup).isEnded().hasPassed("end_backupFailed").hasNotPassed("end_backupIsTaken");
    assertThat(last(backup, "outcome")).isEqualTo("failed");
    assertThat(last(backup, "faultCode")).isEqualTo("SOURCE_UNREACHABLE");
    assertThat(told()).containsExactly("backup-failed");
  }

  @Test
  void aPointThatCannotBeSealedIsDiscarded() {
    ProcessInstance backup = prepared();
    work("capture-source", 2, Map.of());
    fault("seal-recovery-point", "VAULT_UNREACHABLE");
    assertThat(backup)
        .hasPassed("event_captureFailed")
        .hasNotPassed("end_pointIsSealed")
        .isWaitingAt("serviceTask_discardRecoveryPoint");
  }

  @Test
  void aPointThatCannotEvenBeDiscardedStillAlerts() {
    ProcessInstance backup = prepared();
    fault("capture-source", "DISK_FULL");
    fault("discard-recovery-point", "VAULT_UNREACHABLE");
    assertThat(backup).hasPassed("event_discardFailed");
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
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
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
    assertThat(backup).isEnded().hasPassed("end_backupFailed");
    assertThat(told()).containsExactly("backup-failed");
  }
}
