package io.drillbook.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Why.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers are those of the data-loss bugs that each test shuts out. */
class RetentionRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final Retention NOTHING_BUT_LEAST = new Retention(1, 0, 0, 3);

  private final Points points = new Points();

  private void daily(int days, PointState state) {
    for (int back = days - 1; back >= 0; back--) {
      points.add(NOW.minus(Duration.ofDays(back)), state, true);
    }
  }

  private boolean kept(RetainedPoint it, Retention retention, Instant now) {
    return points.judge(retention, now).get(Points.name(it)).keep();
  }

  @Test
  void days_weeks_and_months_keep_one_point_each_and_the_rest_goes() {
    daily(120, PointState.VERIFIED);
    Map<String, Judgement> judged = points.judge(Points.PLAN, NOW);
    assertThat(judged.values()).filteredOn(it -> it.has(Kind.DAILY)).hasSize(7);
    assertThat(judged.values()).filteredOn(it -> it.has(Kind.WEEKLY)).hasSize(4);
    assertThat(judged.values()).filteredOn(it -> it.has(Kind.MONTHLY)).hasSize(3);
    assertThat(judged.values())
        .filteredOn(it -> !it.keep())
        .isNotEmpty()
        .allMatch(it -> it.has(Kind.UNWANTED));
    assertThat(judged.values())
        .filteredOn(it -> it.has(Kind.MONTHLY))
        .allMatch(it -> it.point().startedAt().toString().contains("-01T"));
  }

  @Test
  void bug_7_after_a_year_without_backups_the_last_verified_points_are_still_there() {
    daily(20, PointState.VERIFIED);
    Instant later = NOW.plus(Duration.ofDays(365));
    assertThat(points.judge(NOTHING_BUT_LEAST, later).values())
        .filteredOn(it -> it.has(Kind.AT_LEAST))
        .extracting(it -> it.point().startedAt())
        .containsExactlyInAnyOrder(
            NOW, NOW.minus(Duration.ofDays(1)), NOW.minus(Duration.ofDays(2)));
  }

  @Test
  void a_pause_of_the_backups_drops_no_day_by_itself() {
    daily(7, PointState.VERIFIED);
    assertThat(points.judge(Points.PLAN, NOW.plus(Duration.ofDays(365))).values())
        .allMatch(Judgement::keep);
  }

  @Test
  void bug_8_failed_and_damaged_points_count_for_no_day_and_no_minimum() {
    RetainedPoint good = points.verified("2026-11-01T00:00:00Z");
    RetainedPoint better = points.verified("2026-11-02T00:00:00Z");
    for (int day = 3; day < 10; day++) {
      Instant at = Instant.parse("2026-11-0" + day + "T00:00:00Z");
      points.add(at, PointState.CAPTURING, true);
      points.add(at, PointState.BROKEN, true);
    }
    Retention two = new Retention(2, 0, 0, 2);
    assertThat(kept(good, two, NOW)).isTrue();
    assertThat(kept(better, two, NOW)).isTrue();
    assertThat(points.judge(two, NOW).get(Points.name(good)).reasons())
        .extracting(Why::kind)
        .contains(Kind.DAILY, Kind.AT_LEAST);
  }

  @Test
  void a_point_that_is_not_sealed_is_never_removed_by_retention() {
    RetainedPoint running = points.add(NOW.minus(Duration.ofDays(90)), PointState.CAPTURING, true);
    daily(20, PointState.VERIFIED);
    assertThat(kept(running, NOTHING_BUT_LEAST, NOW)).isTrue();
  }

  @Test
  void a_verified_point_stays_until_enough_newer_ones_are_verified() {
    RetainedPoint old = points.verified("2025-01-01T00:00:00Z");
    daily(30, PointState.SEALED);
    assertThat(points.judge(NOTHING_BUT_LEAST, NOW).get(Points.name(old)).has(Kind.AT_LEAST))
        .isTrue();
    daily(3, PointState.VERIFIED);
    assertThat(kept(old, NOTHING_BUT_LEAST, NOW)).isFalse();
  }

  @Test
  void a_partial_point_stands_for_no_day_and_no_minimum_of_what_it_lacks() {
    RetainedPoint first =
        points.add(Instant.parse("2026-11-01T00:00:00Z"), PointState.VERIFIED, true, Set.of("db"));
    RetainedPoint whole = points.verified("2026-11-01T06:00:00Z");
    RetainedPoint spare = points.verified("2026-11-01T12:00:00Z");
    for (int day = 2; day < 10; day++) {
      points.add(
          Instant.parse("2026-11-0" + day + "T00:00:00Z"), PointState.VERIFIED, true, Set.of("db"));
    }
    Retention days = new Retention(20, 0, 0, 1);
    assertThat(points.judge(days, NOW).get(Points.name(first)).has(Kind.DAILY)).isTrue();
    assertThat(points.judge(days, NOW).get(Points.name(whole)).has(Kind.DAILY)).isTrue();
    assertThat(points.judge(days, NOW).get(Points.name(spare)).has(Kind.AT_LEAST)).isTrue();
  }

  @Test
  void where_each_partial_point_lacks_another_source_the_whole_one_of_the_day_stays() {
    Instant day = Instant.parse("2026-09-10T00:00:00Z");
    points.add(day, PointState.VERIFIED, true, Set.of("db"));
    points.add(day.plusSeconds(60), PointState.VERIFIED, true, Set.of("media"));
    RetainedPoint whole = points.verified("2026-09-10T06:00:00Z");
    daily(3, PointState.VERIFIED);
    Judgement judged = points.judge(new Retention(4, 0, 0, 1), NOW).get(Points.name(whole));
    assertThat(judged.has(Kind.DAILY)).isTrue();
  }

  @Test
  void where_the_newest_points_are_partial_the_least_are_whole_as_well() {
    RetainedPoint whole = points.verified("2026-09-10T06:00:00Z");
    for (int day = 1; day < 9; day++) {
      Instant at = Instant.parse("2026-11-0" + day + "T00:00:00Z");
      points.add(at, PointState.VERIFIED, true, Set.of("db"));
      points.add(at.plusSeconds(60), PointState.VERIFIED, true, Set.of("media"));
    }
    Judgement judged = points.judge(NOTHING_BUT_LEAST, NOW).get(Points.name(whole));
    assertThat(judged.has(Kind.AT_LEAST)).isTrue();
  }

  @Test
  void a_source_that_left_the_plan_keeps_its_least_as_well() {
    RetainedPoint only =
        points.add(
            Instant.parse("2025-01-01T00:00:00Z"), PointState.VERIFIED, true, Set.of("wiki"));
    daily(30, PointState.VERIFIED);
    assertThat(points.judge(NOTHING_BUT_LEAST, NOW).get(Points.name(only)).has(Kind.AT_LEAST))
        .isTrue();
  }

  @Test
  void bug_10_our_own_count_decides_who_is_newest_where_the_clock_went_back() {
    daily(10, PointState.VERIFIED);
    RetainedPoint last = points.add(NOW.minus(Duration.ofDays(60)), PointState.VERIFIED, true);
    Judgement judged = points.judge(NOTHING_BUT_LEAST, NOW).get(Points.name(last));
    assertThat(judged.reasons()).extracting(Why::kind).contains(Kind.NEWEST, Kind.AT_LEAST);
  }

  @Test
  void bug_11_points_from_the_future_are_kept_and_stand_for_no_day() {
    daily(8, PointState.VERIFIED);
    RetainedPoint oldest = points.all.get(1);
    for (int ahead = 1; ahead < 9; ahead++) {
      RetainedPoint future =
          points.add(NOW.plus(Duration.ofDays(ahead)), PointState.VERIFIED, true);
      assertThat(points.judge(Points.PLAN, NOW).get(Points.name(future)).has(Kind.FUTURE)).isTrue();
    }
    assertThat(points.judge(Points.PLAN, NOW).get(Points.name(oldest)).has(Kind.DAILY)).isTrue();
  }

  @Test
  void bug_12_a_hundred_added_points_push_out_none_that_a_schedule_made() {
    daily(120, PointState.VERIFIED);
    Map<String, Judgement> before = points.judge(Points.PLAN, NOW);
    for (int added = 0; added < 100; added++) {
      points.add(NOW.minus(Duration.ofHours(added * 24L + 1)), PointState.PROVEN, false);
    }
    Map<String, Judgement> after = points.judge(Points.PLAN, NOW);
    assertThat(before.values())
        .filteredOn(Judgement::keep)
        .allMatch(it -> after.get(it.point().point()).keep());
  }

  @Test
  void the_first_of_a_day_stays_so_that_later_ones_cannot_push_it_out() {
    RetainedPoint first = points.verified("2026-11-01T00:00:00Z");
    RetainedPoint second = points.verified("2026-11-01T12:00:00Z");
    daily(12, PointState.VERIFIED);
    Retention month = new Retention(14, 0, 0, 1);
    assertThat(kept(first, month, NOW)).isTrue();
    assertThat(kept(second, month, NOW)).isFalse();
  }

  @Test
  void of_a_day_one_that_was_read_back_is_preferred() {
    RetainedPoint first =
        points.add(Instant.parse("2026-11-01T00:00:00Z"), PointState.SEALED, true);
    RetainedPoint second = points.verified("2026-11-01T12:00:00Z");
    daily(12, PointState.VERIFIED);
    Retention month = new Retention(14, 0, 0, 1);
    assertThat(kept(first, month, NOW)).isFalse();
    assertThat(kept(second, month, NOW)).isTrue();
  }

  @Test
  void a_hold_and_a_lock_veto_until_they_end() {
    RetainedPoint held = points.verified("2025-01-01T00:00:00Z");
    RetainedPoint locked = points.verified("2025-01-02T00:00:00Z");
    daily(120, PointState.VERIFIED);
    assertThat(kept(held, Points.PLAN, NOW)).isFalse();
    Hold hold =
        new Hold(
            "h",
            "shop",
            Points.name(held),
            "a lawsuit",
            "ada",
            NOW,
            Optional.empty(),
            Optional.empty());
    points.replace(
        held,
        new RetainedPoint(
            held.point(),
            held.sequence(),
            true,
            List.of(hold),
            Optional.empty(),
            Optional.empty()));
    points.replace(locked, locked.lockedUntil(Optional.of(NOW.plusSeconds(1))));
    Map<String, Judgement> judged = points.judge(Points.PLAN, NOW);
    assertThat(judged.get(Points.name(held)).why()).isEqualTo("is held by ada: a lawsuit");
    assertThat(judged.get(Points.name(locked)).has(Kind.LOCKED)).isTrue();
    assertThat(kept(locked, Points.PLAN, NOW.plusSeconds(2))).isFalse();
  }

  @Test
  void a_point_whose_removal_has_begun_counts_as_a_copy_no_longer() {
    daily(3, PointState.VERIFIED);
    RetainedPoint newest = points.all.get(2);
    Leaving leaving = new Leaving("shop", Points.name(newest), "expiry-1", NOW, "too old");
    points.replace(
        newest,
        new RetainedPoint(
            newest.point(),
            newest.sequence(),
            true,
            List.of(),
            Optional.empty(),
            Optional.of(leaving)));
    Map<String, Judgement> judged = points.judge(new Retention(1, 0, 0, 1), NOW);
    assertThat(judged.get(Points.name(newest)).has(Kind.LEAVING)).isTrue();
    assertThat(judged.get(Points.name(points.all.get(1))).has(Kind.NEWEST)).isTrue();
  }

  @Test
  void a_damaged_point_goes_only_when_enough_verified_newer_ones_are_there() {
    RetainedPoint damaged =
        points.add(Instant.parse("2026-10-01T00:00:00Z"), PointState.BROKEN, true);
    daily(2, PointState.VERIFIED);
    assertThat(points.judge(Points.PLAN, NOW).get(Points.name(damaged)).has(Kind.DAMAGED)).isTrue();
    daily(1, PointState.VERIFIED);
    assertThat(points.judge(Points.PLAN, NOW).get(Points.name(damaged)).has(Kind.REPLACED))
        .isTrue();
  }

  @Test
  void a_point_that_no_vault_showed_lately_is_kept_as_a_damaged_one_is() {
    RetainedPoint missing =
        points.add(Instant.parse("2026-10-01T00:00:00Z"), PointState.MISSING, true);
    daily(2, PointState.VERIFIED);
    assertThat(points.judge(Points.PLAN, NOW).get(Points.name(missing)).has(Kind.DAMAGED)).isTrue();
    assertThat(points.judge(Points.PLAN, NOW).get(Points.name(missing)).has(Kind.MONTHLY))
        .isFalse();
  }

  @Test
  void everything_of_the_last_week_stays_whoever_made_it() {
    for (int hour = 0; hour < 24 * 9; hour++) {
      points.add(NOW.minus(Duration.ofHours(hour)), PointState.SEALED, hour % 2 == 0);
    }
    assertThat(points.judge(Points.PLAN, NOW).values())
        .filteredOn(it -> it.point().startedAt().isAfter(NOW.minus(Duration.ofDays(7))))
        .hasSize(168)
        .allMatch(Judgement::keep);
    assertThat(points.judge(Points.PLAN, NOW).values()).anyMatch(it -> !it.keep());
  }

  @Test
  void days_are_those_of_the_plans_zone() {
    RetainedPoint evening = points.verified("2026-11-01T22:30:00Z");
    RetainedPoint night = points.verified("2026-11-01T23:30:00Z");
    daily(12, PointState.VERIFIED);
    Map<String, Judgement> judged =
        points.judge(new Retention(20, 0, 0, 1), NOW, ZoneId.of("Europe/Berlin"));
    assertThat(judged.get(Points.name(evening)).keep()).isTrue();
    assertThat(judged.get(Points.name(night)).reasons().get(0).text())
        .isEqualTo("stands for the day of 2026-11-02");
  }

  @Test
  void until_when_a_point_stays_is_told_where_only_time_decides() {
    RetainedPoint old = points.verified("2026-11-10T00:00:00Z");
    daily(5, PointState.VERIFIED);
    Judgement judged = points.judge(new Retention(14, 0, 0, 1), NOW).get(Points.name(old));
    assertThat(judged.keptUntil()).contains(Instant.parse("2026-11-24T00:00:00Z"));
    assertThat(points.judge(new Retention(14, 0, 0, 1), NOW).values())
        .filteredOn(it -> it.has(Kind.NEWEST))
        .allMatch(it -> it.keptUntil().isEmpty());
  }
}
