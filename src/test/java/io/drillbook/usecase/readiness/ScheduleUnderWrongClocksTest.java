package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.schedule.MisfireRule;
import io.drillbook.usecase.readiness.FireSchedule.Firing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clocks that were ahead, behind or dead silence no schedule and make up no miss. */
class ScheduleUnderWrongClocksTest extends FiringTest {
  private static final Instant DEAD = Instant.parse("2000-01-01T00:10:00Z");

  @Test
  void a_clock_that_was_a_year_ahead_for_a_while_silences_no_schedule() {
    Instant nextYear = NOON.plus(Duration.ofDays(365));
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(nextYear).fire(BACKUP, nextYear.minusSeconds(3600));

    Instant corrected = NOON.plusSeconds(5400);
    assertThat(new NextDue(ledger, HOURLY, clock(corrected)).of(BACKUP, nextYear))
        .as("overdue: it was due while the clock was ahead")
        .contains(NOON.plusSeconds(3600));
    assertThat(at(corrected).fire(BACKUP, nextYear).start()).isPresent();
    assertThat(at(NOON.plusSeconds(7200)).fire(BACKUP, corrected).start()).isPresent();
  }

  @Test
  void what_a_clock_that_was_a_year_ahead_called_missed_is_fired_when_its_time_comes() {
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(NOON.plus(Duration.ofDays(365))).fire(BACKUP, NOON);
    assertThat(ledger.rows).hasSizeGreaterThan(MisfireRule.MAX_LISTED);

    for (int hour = 1; hour <= 48; hour++) {
      Instant due = NOON.plus(Duration.ofHours(hour));
      assertThat(at(due.plusSeconds(1)).fire(BACKUP, NOON).start())
          .as("the backup of " + due)
          .isPresent();
    }
  }

  @Test
  void a_clock_that_was_set_back_by_a_day_lets_every_due_time_of_that_day_come_again() {
    for (int hour = 0; hour <= 24; hour++) {
      at(NOON.plus(Duration.ofHours(hour))).fire(BACKUP, NOON.minusSeconds(3600));
    }

    Instant since = settled(NOON.plusSeconds(60), NOON.minusSeconds(3600));
    for (int hour = 1; hour <= 24; hour++) {
      assertThat(at(NOON.plus(Duration.ofHours(hour))).fire(BACKUP, since).start())
          .as("again after " + hour + " hours")
          .isPresent();
    }
  }

  @Test
  void a_due_time_of_a_clock_that_was_a_day_ahead_is_not_skipped_when_its_day_comes() {
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(tomorrow).fire(BACKUP, NOON);

    // The watch after that firing counts from its due time, and is woken when the clock is right.
    Instant since = settled(NOON.plusSeconds(60), tomorrow);
    assertThat(since).isEqualTo(NOON);
    assertThat(at(tomorrow).fire(BACKUP, since).start()).isPresent();
  }

  @Test
  void what_was_fired_early_by_a_clock_that_was_ahead_is_fired_again_where_its_time_has_passed() {
    Instant early = NOON.plusSeconds(600);
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(early.plus(Duration.ofDays(1))).fire(BACKUP, NOON);

    // Set right in the hour after that: what was fired for 13:00 holds data of 12:10.
    Instant corrected = NOON.plusSeconds(3700);
    Instant since = settled(corrected, NOON.plusSeconds(3600));
    assertThat(since).isEqualTo(NOON);
    assertThat(at(corrected).fire(BACKUP, since).start()).isPresent();
  }

  @Test
  void a_dead_clock_casts_no_doubt_on_what_was_written_by_right_ones() {
    PointCopy copy =
        new PointCopy("shop", "p", "v", CopyState.GOOD, 1, NOON, Optional.of(NOON), "");
    copies.save(copy);
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));

    assertThat(settled(DEAD, NOON.minusSeconds(3600))).isEqualTo(NOON.minusSeconds(3600));

    assertThat(copies.of("shop")).containsExactly(copy);
    assertThat(new NextDue(ledger, HOURLY, clock(NOON.plusSeconds(60))).of(BACKUP))
        .contains(NOON.plusSeconds(3600));
  }

  @Test
  void a_watch_that_a_dead_clock_began_misses_nothing_that_was_never_promised() {
    Instant next = DEAD.plusSeconds(3000);
    assertThat(at(next).fire(BACKUP, DEAD).start()).isPresent();

    Instant since = settled(NOON.plusSeconds(60), next);
    assertThat(at(NOON.plusSeconds(60)).fire(BACKUP, since).rows()).isEmpty();
    assertThat(new NextDue(ledger, HOURLY, clock(NOON.plusSeconds(60))).of(BACKUP, since))
        .contains(NOON.plusSeconds(3600));
    assertThat(at(NOON.plusSeconds(3601)).fire(BACKUP, since).rows())
        .extracting(DueTime::dueAt, DueTime::outcome)
        .containsExactly(tuple(NOON.plusSeconds(3600), DueOutcome.RAN));
  }

  @Test
  void what_was_due_while_the_clock_was_dead_is_missed_from_the_last_honest_row_on() {
    at(NOON).fire(BACKUP, NOON.minusSeconds(3600));
    at(DEAD.plusSeconds(3000)).fire(BACKUP, DEAD);

    Instant corrected = NOON.plusSeconds(3 * 3600 + 60);
    assertThat(at(corrected).fire(BACKUP, settled(corrected, DEAD)).rows())
        .extracting(DueTime::dueAt)
        .containsExactly(
            NOON.plusSeconds(3600), NOON.plusSeconds(2 * 3600), NOON.plusSeconds(3 * 3600));
  }

  @Test
  void a_clock_that_was_behind_by_a_day_turns_no_run_into_a_miss() {
    for (int hour = 0; hour <= 3; hour++) {
      at(NOON.plus(Duration.ofHours(hour))).fire(BACKUP, NOON.minusSeconds(3600));
    }
    List<DueTime> honest = List.copyOf(ledger.rows);
    settled(NOON.minus(Duration.ofDays(1)), NOON);

    Instant corrected = NOON.plus(Duration.ofHours(4));
    Firing firing = at(corrected).fire(BACKUP, NOON.minusSeconds(3600));
    assertThat(firing.rows()).extracting(DueTime::outcome).containsExactly(DueOutcome.RAN);
    assertThat(ledger.rows).containsAll(honest);
  }

  private Instant settled(Instant now, Instant inForceSince) {
    return new SettleSchedule(ledger, copies, clock(now), SettleSchedule.FIRST_DAY)
        .settle(BACKUP, inForceSince);
  }
}
