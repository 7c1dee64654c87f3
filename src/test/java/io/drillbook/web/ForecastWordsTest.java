package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.forecast.Estimate;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.incident.ForecastRecovery.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForecastWordsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

  private static String words(int p50, int p90, int left, String... unknown) {
    Run run =
        new Run(
            "incident-20261127T030000Z-4f2a9c",
            RunKind.INCIDENT,
            "shop",
            Optional.of(Scenario.SERVER_FAILURE),
            NOW,
            NOW,
            "oncall",
            Duration.ofHours(1),
            false,
            "digest",
            Optional.empty(),
            Optional.empty());
    Estimate estimate =
        new Estimate(
            Duration.ofMinutes(p50), Duration.ofMinutes(p90), List.of(), List.of(unknown), 1);
    return ForecastController.words(
        new Remaining(run, Duration.ofMinutes(left), estimate, Optional.empty(), Set.of()));
  }

  @Test
  void theVerdictClaimsNoMoreThanIsKnown() {
    assertThat(words(10, 15, 20)).endsWith("20 min 00 s left: in time");
    assertThat(words(10, 15, 20, "approve cutover")).endsWith("left: in time so far");
    assertThat(words(0, 0, 20, "approve cutover"))
        .isEqualTo(
            "still needs a time that nobody has measured yet (approve cutover),"
                + " 20 min 00 s left: in time so far");
    assertThat(words(10, 25, 20, "approve cutover")).endsWith("left: may miss the RTO");
    assertThat(words(25, 30, 20, "approve cutover")).contains("left: WILL MISS the RTO by 5 min");
  }
}
