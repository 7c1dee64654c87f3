package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunChartTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void aBarStandsWhereItsStepWasAndPeopleAreMarked() {
    RunChart chart =
        RunChart.of(
            timeline(
                List.of(
                    step("Restore", StepNature.AUTOMATED, 0, Optional.of(50L), "done"),
                    step("Approve", StepNature.TASK, 50, Optional.empty(), ""),
                    step("Holder", StepNature.CONTAINER, 0, Optional.empty(), ""))));
    assertThat(chart.rows())
        .containsExactly(
            new RunChart.Bar("Restore", "machine", "50 s", 0, 500, ""),
            new RunChart.Bar(
                "Approve", "people", "50 s, waited for olga, goes on", 500, 500, "now"));
  }

  @Test
  void ofThousandsOfStepsTheLongestAreDrawn() {
    RunChart chart =
        RunChart.of(
            timeline(
                IntStream.range(0, 5_000)
                    .mapToObj(
                        i -> step("S" + i, StepNature.AUTOMATED, 0, Optional.of(i / 100L), "done"))
                    .toList()));
    assertThat(chart.rows()).hasSize(30);
    assertThat(chart.left()).isEqualTo("4970 shorter steps are in the table only");
    assertThat(chart.rows()).allMatch(bar -> bar.words().equals("49 s"));
  }

  private static Timeline timeline(List<TimelineStep> steps) {
    Run run =
        new Run(
            "incident-1",
            RunKind.INCIDENT,
            "shop",
            Optional.of(Scenario.SERVER_FAILURE),
            NOW,
            NOW,
            "olga",
            Duration.ofHours(1),
            false,
            "digest",
            Optional.empty(),
            Optional.empty());
    return new Timeline(run, NOW.plusSeconds(100), steps, List.of(), null);
  }

  private static TimelineStep step(
      String name, StepNature nature, long from, Optional<Long> until, String outcome) {
    return new TimelineStep(
        name,
        "serviceTask_" + name,
        "",
        nature,
        "olga",
        NOW.plusSeconds(from),
        until.map(NOW::plusSeconds),
        1,
        outcome,
        "");
  }
}
