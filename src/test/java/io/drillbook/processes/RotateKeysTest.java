package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.junit.jupiter.api.Test;

class RotateKeysTest extends RunbookTest {
  RotateKeysTest() {
    super("rotate-keys");
  }

  private void refuse(String bean) {
    delegate(bean)
        .does(
            execution -> {
              throw new BpmnError("INPUT_INVALID", "made up");
            });
  }

  private ProcessInstance keyIsInPlace() {
    delegate("checkNewKeyDelegate")
        .does(
            execution -> {
              execution.setVariable("point", "oldest");
              execution.setVariable("target", "sandbox");
              execution.setVariable("attended", false);
            });
    ProcessInstance rotation = start(Map.of("system", "shop", "scenario", "site-disaster"));
    answer("userTask_putNewKey", Map.of());
    fire("serviceTask_checkNewKey");
    return rotation;
  }

  private void backUp() {
    fire("callActivity_takeBackup");
    fire("serviceTask_prepareRecoveryPoint");
    work("pause-writes");
    work("capture-source", 2, Map.of());
    resumeWrites();
    work("seal-recovery-point");
    fire("serviceTask_notifyOfBackup");
    fire("end_backupIsTaken");
  }

  private void drill() {
    fire("callActivity_runDrill");
    fire("serviceTask_checkSandbox");
    fire("businessRuleTask_choosePath");
    // The path of a real disaster would lead into the standby.
    assertThat(
            runtime.createVariableInstanceQuery().variableName("target").list().stream()
                .map(VariableInstance::getValue))
        .containsOnly("sandbox");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    work("discard-sandbox");
    fire("serviceTask_scoreDrill");
    fire("serviceTask_checkDrillRecord");
    fire("serviceTask_notifyOfDrill");
    fire("end_drillIsReported");
  }

  private void decide(String decision) {
    fire("callActivity_decideHowToContinue");
    fire("serviceTask_gatherOptions");
    answer("userTask_decideHowToContinue", Map.of("decision", decision));
  }

  private void abandon(ProcessInstance rotation) {
    decide("abandon");
    fire("end_rotationIsAbandoned");
    assertThat(rotation).isEnded().hasPassed("end_rotationIsAbandoned");
    assertThat(last(rotation, "outcome")).isEqualTo("abandoned");
  }

  @Test
  void theNewKeyTakesABackupAndTheOldestPointIsDrilled() {
    ProcessInstance rotation = keyIsInPlace();
    backUp();
    work("verify-new-point");
    fire("callActivity_runDrill");
    ProcessInstance drill =
        runtime
            .createProcessInstanceQuery()
            .superProcessInstanceId(rotation.getId())
            .singleResult();
    assertThat(runtime.getVariable(drill.getId(), "point")).isEqualTo("oldest");
    assertThat(runtime.getVariable(drill.getId(), "target")).isEqualTo("sandbox");
    assertThat(runtime.getVariable(drill.getId(), "attended")).isEqualTo(false);
  }

  @Test
  void aRotationWhoseConclusionHoldsIsRotated() {
    ProcessInstance rotation = keyIsInPlace();
    backUp();
    work("verify-new-point");
    drill();
    fire("serviceTask_concludeRotation");
    fire("end_keysAreRotated");
    assertThat(rotation).isEnded().hasPassed("end_keysAreRotated");
    assertThat(last(rotation, "outcome")).isEqualTo("rotated");
  }

  @Test
  void aMissingKeyIsAskedForAgain() {
    refuse("checkNewKeyDelegate");
    ProcessInstance rotation = start(Map.of("system", "shop", "scenario", "site-disaster"));
    answer("userTask_putNewKey", Map.of());
    fire("serviceTask_checkNewKey");
    assertThat(rotation).hasPassed("event_newKeyIsMissing").hasNotPassed("callActivity_takeBackup");
    decide("retry");
    assertThat(rotation).isWaitingAt("userTask_putNewKey");
  }

  @Test
  void aBackupThatBreaksOffLeadsToADecision() {
    refuse("notifyPeopleDelegate");
    ProcessInstance rotation = keyIsInPlace();
    fire("callActivity_takeBackup");
    fire("serviceTask_prepareRecoveryPoint");
    work("pause-writes");
    work("capture-source", 2, Map.of());
    resumeWrites();
    work("seal-recovery-point");
    fire("serviceTask_notifyOfBackup");
    assertThat(rotation).hasPassed("event_backupFailed");
    abandon(rotation);
  }

  @Test
  void aNewPointThatDoesNotOpenLeadsToADecision() {
    ProcessInstance rotation = keyIsInPlace();
    backUp();
    fault("verify-new-point", "KEY_MISSING");
    assertThat(rotation)
        .hasPassed("event_newPointFailed")
        .hasNotPassed("callActivity_runDrill", "serviceTask_concludeRotation");
    abandon(rotation);
  }

  @Test
  void aDrillThatBreaksOffCanBeSkipped() {
    refuse("scoreDrillDelegate");
    ProcessInstance rotation = keyIsInPlace();
    backUp();
    work("verify-new-point");
    fire("callActivity_runDrill");
    fire("serviceTask_checkSandbox");
    fire("businessRuleTask_choosePath");
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    fault("verify-recovery-point", "SIGNATURE_INVALID");
    fire("end_restoreHasFailed");
    work("discard-sandbox");
    fire("serviceTask_scoreDrill");
    assertThat(rotation).hasPassed("event_drillFailed");
    decide("skip");
    fire("serviceTask_concludeRotation");
    fire("end_keysAreRotated");
    assertThat(rotation).isEnded().hasPassed("end_keysAreRotated");
  }

  @Test
  void anOldestPointThatIsNotProvenLeadsToADecision() {
    refuse("concludeRotationDelegate");
    ProcessInstance rotation = keyIsInPlace();
    backUp();
    work("verify-new-point");
    drill();
    fire("serviceTask_concludeRotation");
    assertThat(rotation).hasPassed("event_oldestIsUnproven").hasNotPassed("end_keysAreRotated");
    abandon(rotation);
  }
}
