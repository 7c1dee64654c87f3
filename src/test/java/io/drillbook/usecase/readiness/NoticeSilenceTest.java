package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFixture;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.NotifyPeople;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract's plan (an hourly backup) and the real stores. */
class NoticeSilenceTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final Stores stores = new Stores();
  private Plans plans = PlanFixture.plans();
  private Instant now = NOON.plusSeconds(60);

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aDueTimeWithoutARowIsToldOnceAfterItsGraceAndNotAgainUntilSomethingWasHeard() {
    assertThat(look()).isEmpty();
    now = NOON.plus(Duration.ofHours(1)).plus(NoticeSilence.GRACE);
    assertThat(look()).isEmpty();
    now = now.plusSeconds(1);
    assertThat(look()).containsExactly("backup " + NOON.plus(Duration.ofHours(1)));
    for (int hours = 0; hours < 3; hours++) {
      now = now.plus(Duration.ofHours(1));
      assertThat(look()).hasSize(1);
    }
    assertThat(stores.told())
        .singleElement()
        .asString()
        .contains("shop: the schedule of the backup is SILENT", "schedule:shop:backup");

    row(NOON.plus(Duration.ofHours(4)));
    assertThat(look()).isEmpty();
    now = now.plus(Duration.ofHours(1));
    assertThat(look()).containsExactly("backup " + NOON.plus(Duration.ofHours(5)));
    assertThat(stores.told()).hasSize(2);
  }

  @Test
  void whileTheWatchesStillDealWithADowntimeNothingIsTold() {
    look();
    now = now.plus(Duration.ofHours(5));
    assertThat(silence().look(false)).hasSize(1);
    assertThat(stores.told()).isEmpty();
    assertThat(silence().look(true)).hasSize(1);
    assertThat(stores.told()).hasSize(1);
  }

  @Test
  void itIsRememberedOverARestartThatAScheduleWasPromised() {
    look();
    now = now.plus(Duration.ofDays(3));
    assertThat(look()).contains("backup " + NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void aClockThatWasAYearAheadSilencesNoAlarm() {
    now = NOON.plus(Duration.ofDays(365));
    look();
    now = NOON.plusSeconds(60);
    assertThat(look()).isEmpty();
    now = NOON.plus(Duration.ofHours(1)).plus(NoticeSilence.GRACE).plusSeconds(1);
    assertThat(look()).hasSize(1);
  }

  @Test
  void eachLookProvesThatTheDatabaseCanBeWritten() {
    look();
    assertThat(stores.seen.lastLook()).contains(now);
  }

  /** Of the reading back every due time is made good, and each takes its time. */
  @Test
  void whatIsMadeGoodOneAfterAnotherIsNotSilent() {
    plans =
        PlanFixture.plans(
            PlanFixture.with(
                "retention: {",
                "read-back: { schedule: \"0 * * * *\", catch-up: all }\nretention: {"));
    row("check", NOON);
    look();
    now = NOON.plus(Duration.ofHours(6)).plusSeconds(120);
    missed("check", NOON.plus(Duration.ofHours(1)), "check-1");
    assertThat(look()).doesNotContain("check " + NOON.plus(Duration.ofHours(2)));
    check("check-1", now);
    now = now.plus(Duration.ofMinutes(50));
    assertThat(look()).noneMatch(it -> it.startsWith("check"));
    stores.runs.end("check-1", now, Verdict.SUCCEEDED);
    now = now.plus(NoticeSilence.GRACE);
    assertThat(look()).noneMatch(it -> it.startsWith("check"));
    now = now.plusSeconds(1);
    assertThat(look()).contains("check " + NOON.plus(Duration.ofHours(2)));
  }

  private void missed(String schedule, Instant dueAt, String run) {
    stores.schedules.add(
        new DueTime("shop", schedule, dueAt, now, DueOutcome.MISSED, Optional.of(run)));
  }

  private void check(String id, Instant at) {
    stores.runs.start(
        new Run(
            id,
            RunKind.CHECK,
            "shop",
            Optional.empty(),
            at,
            at,
            "timer:check",
            Duration.ZERO,
            false,
            "d",
            Optional.empty(),
            Optional.empty()));
  }

  private List<String> look() {
    return silence().look(true).stream()
        .map(it -> it.work().schedule() + " " + it.dueAt())
        .toList();
  }

  private NoticeSilence silence() {
    hearOfReadiness();
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    CronTimes times = new CalendarCronTimes();
    return new NoticeSilence(
        plans,
        stores.schedules,
        stores.seen,
        times,
        new FireSchedule(stores.schedules, stores.runs, stores.record, times, clock, new Random(1)),
        new NotifyPeople(stores.outbox, clock),
        stores.atOnce,
        clock);
  }

  /** Every plan has this schedule too; here it is never silent. */
  private void hearOfReadiness() {
    if (!stores.schedules.newestDue("shop", "readiness", now).equals(Optional.of(now))) {
      row("readiness", now);
    }
  }

  private void row(Instant dueAt) {
    row("backup", dueAt);
  }

  private void row(String schedule, Instant dueAt) {
    stores.schedules.add(
        new DueTime("shop", schedule, dueAt, dueAt, DueOutcome.RAN, Optional.empty()));
  }
}
