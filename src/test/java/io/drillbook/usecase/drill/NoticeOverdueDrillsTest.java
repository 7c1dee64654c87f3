package io.drillbook.usecase.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.NotifyPeople;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract's weekly drill, Sundays at four in Berlin, and the real stores. */
class NoticeOverdueDrillsTest {
  private static final Instant THURSDAY = Instant.parse("2026-11-26T12:00:00Z");
  private static final Instant SUNDAY = Instant.parse("2026-11-29T03:00:00Z");

  private final Stores stores = new Stores();
  private Instant now = THURSDAY;

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aDrillThatWasNotPassedByADayAfterItWasDueIsToldOnce() {
    assertThat(look()).isEmpty();
    now = SUNDAY.plus(Duration.ofDays(1));
    assertThat(look()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(look()).containsExactly("weekly");
    now = now.plus(Duration.ofDays(20));
    assertThat(look()).containsExactly("weekly");
    assertThat(stores.told())
        .singleElement()
        .asString()
        .contains("shop: the drill 'weekly' is OVERDUE", "Last passed: never");
  }

  @Test
  void onlyAPassedDrillOfThatScenarioCounts() {
    look();
    drill("drill-1", SUNDAY, Scenario.SITE_DISASTER, Verdict.SUCCEEDED);
    drill("drill-2", SUNDAY, Scenario.DATABASE_CORRUPTION, Verdict.FAILED);
    now = SUNDAY.plus(Duration.ofDays(1)).plusSeconds(1);
    assertThat(look()).containsExactly("weekly");

    drill("drill-3", now, Scenario.DATABASE_CORRUPTION, Verdict.SUCCEEDED);
    assertThat(look()).isEmpty();
    now = SUNDAY.plus(Duration.ofDays(8));
    assertThat(look()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(look()).containsExactly("weekly");
    assertThat(stores.told()).hasSize(2);
  }

  @Test
  void aDrillOfAClockThatWasAYearAheadSilencesNoAlarm() {
    look();
    drill(
        "drill-1",
        SUNDAY.plus(Duration.ofDays(365)),
        Scenario.DATABASE_CORRUPTION,
        Verdict.SUCCEEDED);
    now = SUNDAY.plus(Duration.ofDays(1)).plusSeconds(1);
    assertThat(look()).containsExactly("weekly");
    drill("drill-2", now, Scenario.DATABASE_CORRUPTION, Verdict.SUCCEEDED);
    assertThat(look()).isEmpty();
  }

  private List<String> look() {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new NoticeOverdueDrills(
            PlanFixture.plans(),
            stores.runs,
            stores.seen,
            new CalendarCronTimes(),
            new NotifyPeople(stores.outbox, clock),
            stores.atOnce,
            clock)
        .look().stream().map(NoticeOverdueDrills.Overdue::drill).toList();
  }

  private void drill(String id, Instant at, Scenario scenario, Verdict verdict) {
    stores.runs.start(
        new Run(
            id,
            RunKind.DRILL,
            "shop",
            Optional.of(scenario),
            at,
            at,
            "timer:drill:weekly",
            Duration.ofHours(1),
            false,
            "d".repeat(64),
            Optional.empty(),
            Optional.empty()));
    stores.runs.end(id, at.plusSeconds(60), verdict);
  }
}
