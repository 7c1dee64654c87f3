package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class CarryDataHomeTest extends RunbookTest {
  CarryDataHomeTest() {
    super("carry-data-home");
  }

  private ProcessInstance begun() {
    return start(Map.of("system", "shop", "target", "home", "liveAt", "standby"));
  }

  private ProcessInstance sealed() {
    ProcessInstance carrying = begun();
    backup();
    return carrying;
  }

  private void endsAt(ProcessInstance carrying, String end, String outcome) {
    fire(end);
    assertThat(carrying).isEnded().hasPassed(end);
    assertThat(last(carrying, "outcome")).isEqualTo(outcome);
  }

  @Test
  void dataIsBackedUpAndRestored() {
    ProcessInstance carrying = sealed();
    work("set-home-aside");
    restoreHome();
    endsAt(carrying, "end_dataIsHome", "home");
  }

  @Test
  void aBackupThatLeavesNoPointEndsIt() {
    ProcessInstance carrying = begun();
    fire("callActivity_takeBackup");
    fire("serviceTask_prepareRecoveryPoint");
    work("pause-writes");
    fault("capture-source", "CAPTURE_FAILED");
    resumeWrites();
    work("discard-recovery-point");
    fire("serviceTask_alertBackupFailed");
    fire("end_backupFailed");
    endsAt(carrying, "end_dataIsNotHome", "not-home");
    assertThat(carrying).hasNotPassed("serviceTask_setHomeAside");
  }

  @Test
  void aBackupThatEndsInAnErrorEndsIt() {
    ProcessInstance carrying = begun();
    fire("callActivity_takeBackup");
    failInside("notifyPeopleDelegate");
    fire("serviceTask_prepareRecoveryPoint");
    work("pause-writes");
    work("capture-source", 2, Map.of());
    resumeWrites();
    work("seal-recovery-point");
    fire("serviceTask_notifyOfBackup");
    assertThat(carrying).hasPassed("event_backupFailed");
    endsAt(carrying, "end_dataIsNotHome", "not-home");
  }

  @Test
  void aHomeThatCannotBeClearedIsForTheCaller() {
    ProcessInstance carrying = sealed();
    assertThatThrownBy(() -> fault("set-home-aside", "NOT_ALLOWED"))
        .isInstanceOf(ProcessEngineException.class);
    assertThat(carrying).isNotEnded().isWaitingAt("serviceTask_setHomeAside");
  }

  @Test
  void aRestoreThatFailsAsksNobodyAndEndsIt() {
    ProcessInstance carrying = sealed();
    work("set-home-aside");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    endsAt(carrying, "end_dataIsNotHome", "not-home");
  }

  @Test
  void aRestoreThatEndsInAnErrorEndsIt() {
    ProcessInstance carrying = sealed();
    work("set-home-aside");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    work("restore-source");
    work("migrate-data");
    work("verify-restored-data");
    failInside("concludeRestoreDelegate");
    fire("serviceTask_concludeRestore");
    assertThat(carrying).hasPassed("event_restoreFailed");
    endsAt(carrying, "end_dataIsNotHome", "not-home");
  }
}
