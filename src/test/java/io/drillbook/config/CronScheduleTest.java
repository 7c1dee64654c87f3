package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void drillsCanBeWeeklyMonthlyQuarterlyAndYearly() {
    String from = "2026-11-26T12:00:00+01:00";
    assertThat(due("0 4 * * 0", BERLIN, from, 2))
        .containsExactly("2026-11-29T04:00+01:00", "2026-12-06T04:00+01:00");
    assertThat(due("0 4 1 * *", BERLIN, from, 2))
        .containsExactly("2026-12-01T04:00+01:00", "2027-01-01T04:00+01:00");
    assertThat(due("0 4 1 1,4,7,10 *", BERLIN, from, 3))
        .containsExactly(
            "2027-01-01T04:00+01:00", "2027-04-01T04:00+02:00", "2027-07-01T04:00+02:00");
    assertThat(due("0 4 1 */3 *", BERLIN, from, 2))
        .containsExactly("2027-01-01T04:00+01:00", "2027-04-01T04:00+02:00");
    assertThat(due("0 4 1 6 *", BERLIN, from, 2))
        .containsExactly("2027-06-01T04:00+02:00", "2028-06-01T04:00+02:00");
  }

  @Test
  void aTimeInTheSpringGapRunsOnceRightAfterTheGap() {
    assertThat(due("30 2 * * *", BERLIN, "2026-03-28T12:00:00+01:00", 3))
        .containsExactly(
            "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00", "2026-03-31T02:30+02:00");
    assertThat(due("30 2 * * *", BERLIN, "2027-03-27T12:00:00+01:00", 2))
        .containsExactly("2027-03-28T03:00+02:00", "2027-03-29T02:30+02:00");
  }

  @Test
  void severalTimesInTheGapAreOneDueTime() {
    assertThat(due("*/20 2 * * *", BERLIN, "2026-03-29T00:00:00+01:00", 2))
        .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00");
  }

  @Test
  void aFixedTimeThatAutumnRepeatsRunsOnce() {
    assertThat(due("30 2 * * *", BERLIN, "2026-10-25T00:00:00+02:00", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(due("30 2 * * *", BERLIN, "2026-10-25T02:30:00+02:00", 1))
        .containsExactly("2026-10-26T02:30+01:00");
    assertThat(due("30 2 * * *", BERLIN, "2027-10-31T02:15:00+01:00", 1))
        .containsExactly("2027-11-01T02:30+01:00");
  }

  @Test
  void anHourlyScheduleRunsEveryRealHourOnBothOddDays() {
    assertThat(due("0 * * * *", BERLIN, "2026-10-25T01:30:00+02:00", 4))
        .containsExactly(
            "2026-10-25T02:00+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T03:00+01:00",
            "2026-10-25T04:00+01:00");
    assertThat(due("0 * * * *", BERLIN, "2026-03-29T00:30:00+01:00", 3))
        .containsExactly(
            "2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T04:00+02:00");
    assertThat(due("*/30 * * * *", BERLIN, "2026-10-25T02:00:00+02:00", 4))
        .containsExactly(
            "2026-10-25T02:30+02:00",
            "2026-10-25T02:00+01:00",
            "2026-10-25T02:30+01:00",
            "2026-10-25T03:00+01:00");
  }

  @Test
  void zonesWithOddShiftsKeepTheirPromises() {
    ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
    assertThat(due("15 2 * * *", lordHowe, "2026-10-03T12:00:00+10:30", 2))
        .containsExactly("2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00");
    ZoneId newYork = ZoneId.of("America/New_York");
    assertThat(due("30 1 * * *", newYork, "2026-11-01T00:00:00-04:00", 2))
        .containsExactly("2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00");
    ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
    assertThat(due("0 0 * * *", saoPaulo, "2018-11-03T12:00:00-03:00", 1))
        .containsExactly("2018-11-04T01:00-02:00");
    ZoneId apia = ZoneId.of("Pacific/Apia");
    assertThat(due("0 12 * * *", apia, "2011-12-29T13:00:00-10:00", 2))
        .containsExactly("2011-12-31T00:00+14:00", "2011-12-31T12:00+14:00");
  }

  @ParameterizedTest
  @CsvSource({
    "0 * * * *, Europe/Berlin, PT1H",
    "0 3 * * *, Europe/Berlin, PT24H",
    "0 3 * * *, UTC, PT24H",
    "0 3 * * *, Asia/Tokyo, PT24H",
    "0 */2 * * *, Europe/Berlin, PT2H",
    "0 4 * * 0, Europe/Berlin, PT168H",
    "0 8-18 * * 1-5, Europe/Berlin, PT62H",
    "*/5 * * * *, Europe/Berlin, PT5M"
  })
  void theLargestGapOfAYearLeavesOutTheHourThatAutumnAdds(
      String cron, ZoneId zone, Duration expected) {
    assertThat(CronSchedule.of(cron, zone).largestGap(YEAR).orElseThrow().length())
        .isEqualTo(expected);
  }

  /** The limit is generous: walking a day back for each minute took more than a minute. */
  @Test
  @Timeout(20)
  void theLargestGapOfEveryMinuteIsFoundFast() {
    assertThat(CronSchedule.of("* * * * *", BERLIN).largestGap(YEAR).orElseThrow().length())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void everyDueTimeOfAYearComesLaterThanTheOneBefore() {
    for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")) {
      CronSchedule schedule = CronSchedule.of("*/15 * * * *", ZoneId.of(zone));
      Instant at = YEAR;
      int count = 0;
      while (at.isBefore(Instant.parse("2027-01-01T00:00:00Z"))) {
        Instant next = schedule.next(at).orElseThrow();
        assertThat(next).isAfter(at).isBeforeOrEqualTo(at.plus(Duration.ofMinutes(15)));
        at = next;
        count++;
      }
      assertThat(count).as(zone).isEqualTo(365 * 96);
    }
  }

  @Test
  void dayOfMonthAndDayOfWeekAreJoinedAsCronDoes() {
    assertThat(due("0 0 13 * 5", ZoneId.of("UTC"), "2026-11-01T00:00:00Z", 3))
        .containsExactly("2026-11-06T00:00Z", "2026-11-13T00:00Z", "2026-11-20T00:00Z");
    assertThat(due("0 0 1 * 7", ZoneId.of("UTC"), "2026-11-01T00:00:00Z", 2))
        .containsExactly("2026-11-08T00:00Z", "2026-11-15T00:00Z");
  }

  @Test
  void aDayThatNoYearHasIsNeverDue() {
    assertThat(CronSchedule.of("0 0 31 2 *", BERLIN).next(YEAR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0 * * *", "0 * * * * *", "61 * * * *", "0 25 * * *", "hourly", "@daily"})
  void whatIsNoScheduleIsRefused(String text) {
    assertThatThrownBy(() -> CronSchedule.of(text, BERLIN))
        .isInstanceOf(Fault.class)
        .hasMessage("unable to read the schedule: '" + text + "'");
  }

  private static List<String> due(String cron, ZoneId zone, String after, int count) {
    CronSchedule schedule = CronSchedule.of(cron, zone);
    List<String> found = new ArrayList<>();
    Instant at = OffsetDateTime.parse(after).toInstant();
    for (int i = 0; i < count; i++) {
      at = schedule.next(at).orElseThrow();
      found.add(at.atZone(zone).toOffsetDateTime().toString());
    }
    return found;
  }
}
