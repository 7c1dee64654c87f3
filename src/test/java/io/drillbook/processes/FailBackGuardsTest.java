package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.work.EngineRunControl;
import io.drillbook.engine.work.LeaseSettings;
import io.drillbook.engine.work.LeasedSteps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** When a fail-back may begin, and until when it may be aborted. */
class FailBackGuardsTest extends FailBackSteps {
  /** Not here: {@link FailBackTest} passes every event of the model. */
  @Override
  void everyEndAndBoundaryEventOfTheModelIsPassedBySomeTest() {
    throw new UnsupportedOperationException("no test of this class");
  }

  @Test
  void nothingIsTouchedBeforeItIsApproved() {
    ProcessInstance back = asked();
    assertThat(back).isWaitingAt("callActivity_approveFailBack");
    assertThat(waitsAt("fence-primary")).isFalse();
  }

  @Test
  void anAbortBeforeTheFenceEndsItAndTouchesNothing() {
    ProcessInstance back = approved();
    String run = runOf(back);
    assertThat(control().mayHaveMovedTraffic(run)).isFalse();
    control().end(run, "aborted by olga");
    assertThat(back)
        .isEnded()
        .hasNotPassed(
            "callActivity_fencePrimary",
            "callActivity_letStandbyServe",
            "serviceTask_notifyOfStay");
    assertThat(waitsAt("fence-primary")).isFalse();
    assertThat(waitsAt("lift-fence")).isFalse();
    assertThat(management.createJobQuery().count()).as("nothing goes on").isZero();
  }

  @Test
  void onceTheFenceHasBegunItIsNotAborted() {
    ProcessInstance back = approved();
    fire("callActivity_fencePrimary");
    assertThat(control().mayHaveMovedTraffic(runOf(back))).isTrue();
    work("fence-primary");
    fire("end_primaryIsFenced");
    assertThat(control().mayHaveMovedTraffic(runOf(back))).as("and it stays so").isTrue();
  }

  private String runOf(ProcessInstance back) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceId(back.getId())
        .singleResult()
        .getBusinessKey();
  }

  /** What an abort asks and does; no step is worked here. */
  private EngineRunControl control() {
    SystemActor actor = new SystemActor(ModelEngine.ENGINE.getIdentityService());
    return new EngineRunControl(
        runtime,
        history,
        new LeasedSteps(
            ModelEngine.ENGINE.getExternalTaskService(),
            List.of(),
            null,
            null,
            LeaseSettings.standard(),
            actor,
            ModelEngine.CLOCK,
            "nobody"),
        actor);
  }

  @Test
  void anOpenIncidentRefusesAFailBack() {
    ModelEngine.RECORD.opens(incident());
    try {
      assertThatThrownBy(this::start)
          .hasStackTraceContaining("unable to fail back while another run may move traffic");
    } finally {
      ModelEngine.RECORD.opens();
    }
  }

  private static Run incident() {
    return new Run(
        "incident-1",
        RunKind.INCIDENT,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        ModelEngine.NOW,
        ModelEngine.NOW,
        "olga",
        Duration.ZERO,
        false,
        "d",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void noOtherRunIsToldWhereTheSystemLives() {
    assertThatThrownBy(
            () ->
                runtime.startProcessInstanceByKey(
                    "restore-system",
                    Map.of("system", "shop", "target", "home", "liveAt", "standby")))
        .hasStackTraceContaining("unable to start the runbook with the variables: '[liveAt]'");
  }

  @Test
  void aPlanWithoutAWayHomeIsRefusedAtTheStart() {
    assertThatThrownBy(() -> start(Map.of("system", "one-way")))
        .hasStackTraceContaining("unable to fail back without a way home");
  }
}
