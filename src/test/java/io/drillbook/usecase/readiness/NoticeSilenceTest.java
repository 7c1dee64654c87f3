package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFixture;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
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

/** The contract's plan (an hourly backup) and the real stores. */
class NoticeSilenceTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final Stores stores = new Stores();
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

  private List<String> look() {
    return silence().look(true).stream()
        .map(it -> it.work().schedule() + " " + it.dueAt())
        .toList();
  }

  private NoticeSilence silence() {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new NoticeSilence(
        PlanFixture.plans(),
        stores.schedules,
        stores.seen,
        new CalendarCronTimes(),
        new NotifyPeople(stores.outbox, clock),
        stores.atOnce,
        clock);
  }

  private void row(Instant dueAt) {
    stores.schedules.add(
        new DueTime("shop", "backup", dueAt, dueAt, DueOutcome.RAN, Optional.empty()));
  }
}
