package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class CheckRecoveryPointsTest extends RunbookTest {
  CheckRecoveryPointsTest() {
    super("check-recovery-points");
  }

  @Test
  void whereEveryCopyIsWholeNobodyIsToldOrAsked() {
    ProcessInstance check = start();
    work("read-due-copies", 1, Map.of("complete", "yes"));
    work("repair-copies", 1, Map.of("damaged", "no", "complete", "yes"));
    fire("serviceTask_concludeCheck");
    fire("end_copiesAreChecked");
    assertThat(check).isEnded().hasPassed("end_copiesAreChecked");
    assertThat(last(check, "outcome")).isEqualTo("checked");
    assertThat(told()).isEmpty();
  }

  @Test
  void damageAlertsAndTheRunStaysOpenUntilSomebodyHasLookedIntoIt() {
    ProcessInstance check = start();
    work("read-due-copies", 1, Map.of("complete", "yes"));
    work("repair-copies", 1, Map.of("damaged", "yes", "complete", "yes"));
    fire("serviceTask_alertDamage");
    assertThat(check).isWaitingAt("userTask_examineDamage");
    assertThat(told()).containsExactly("copies-damaged");
    answer("userTask_examineDamage", Map.of("damageCause", "disk", "note", "a bad sector"));
    fire("serviceTask_concludeCheck");
    fire("end_copiesAreChecked");
    assertThat(check).isEnded().hasPassed("end_copiesAreChecked");
  }

  @Test
  void whatCouldNotBeToldCountsAsDamageAndAsIncomplete() {
    ProcessInstance check = start();
    work("read-due-copies");
    work("repair-copies");
    fire("serviceTask_alertDamage");
    answer("userTask_examineDamage", Map.of("damageCause", "unknown", "note", "nothing found"));
    fire("serviceTask_alertCheckFailed");
    fire("end_checkHasFailed");
    assertThat(check).isEnded().hasPassed("end_checkHasFailed");
    assertThat(told()).containsExactly("copies-damaged", "check-failed");
  }

  @Test
  void aVaultThatDoesNotAnswerFailsTheCheckAndAlerts() {
    ProcessInstance check = start();
    work("read-due-copies", 1, Map.of("complete", "no"));
    work("repair-copies", 1, Map.of("damaged", "no", "complete", "no"));
    fire("serviceTask_alertCheckFailed");
    fire("end_checkHasFailed");
    assertThat(check).isEnded().hasPassed("end_checkHasFailed");
    assertThat(last(check, "outcome")).isEqualTo("failed");
    assertThat(told()).containsExactly("check-failed");
  }

  @Test
  void aReadingThatFailsAlerts() {
    ProcessInstance check = start();
    fault("read-due-copies", "KEY_MISSING");
    assertThat(check).hasPassed("event_readFailed");
    fire("serviceTask_alertCheckFailed");
    fire("end_checkHasFailed");
    assertThat(check).isEnded().hasPassed("end_checkHasFailed");
    assertThat(last(check, "faultCode")).isEqualTo("KEY_MISSING");
  }

  @Test
  void aRepairThatFailsAlerts() {
    ProcessInstance check = start();
    work("read-due-copies", 1, Map.of("complete", "yes"));
    fault("repair-copies", "INTERNAL");
    assertThat(check).hasPassed("event_repairFailed");
    fire("serviceTask_alertCheckFailed");
    fire("end_checkHasFailed");
    assertThat(check).isEnded().hasPassed("end_checkHasFailed");
  }
}
