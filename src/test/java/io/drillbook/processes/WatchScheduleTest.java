package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchScheduleTest extends RunbookTest {
  private static final Instant DUE = ModelEngine.NOW.plus(Duration.ofHours(1));
  private static final Instant LATER = DUE.plus(Duration.ofHours(5));

  WatchScheduleTest() {
    super("watch-schedule");
  }

  @BeforeEach
  void aScheduleIsDueInAnHour() {
    nextDueIs(DUE);
  }

  private void nextDueIs(Instant due) {
    delegate("computeNextDueDelegate")
        .does(execution -> execution.setVariable("dueAt", Date.from(due)));
  }

  @Test
  void theWatchWaitsUntilTheScheduleIsDueThenFires() {
    ProcessInstance watch = start();
    assertThat(watch).isWaitingAt("gateway_whatComesFirst");
    assertThat(job("event_dueTimeReached").getDuedate()).isEqualTo(Date.from(DUE));
    fire("event_dueTimeReached");
    assertThat(watch).isEnded().hasPassed("event_dueTimeReached", "end_scheduleIsFired");
    assertThat(delegate("fireScheduleDelegate").reached()).hasSize(1);
  }

  @Test
  void aChangedPlanComputesTheDueTimeAgain() {
    ProcessInstance watch = start();
    nextDueIs(LATER);
    runtime.correlateMessage("plan-changed");
    assertThat(watch).hasPassed("event_planChanged").isWaitingAt("gateway_whatComesFirst");
    assertThat(job("event_dueTimeReached").getDuedate()).isEqualTo(Date.from(LATER));
    assertThat(delegate("fireScheduleDelegate").reached()).isEmpty();
  }

  @Test
  void aStartThatFailsLeavesTheDueTimeWaitingToBeTriedAgain() {
    delegate("fireScheduleDelegate")
        .does(
            execution -> {
              throw new IllegalStateException("database is gone");
            });
    ProcessInstance watch = start();
    assertThatThrownBy(() -> fire("event_dueTimeReached")).hasMessageContaining("database is gone");
    assertThat(watch).isNotEnded().isWaitingAt("gateway_whatComesFirst");
    assertThat(job("event_dueTimeReached").getRetries()).isPositive();
  }
}
