package io.drillbook.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.schedule.MisfireRule.Decision;
import io.drillbook.domain.schedule.MisfireRule.Due;
import io.drillbook.domain.schedule.MisfireRule.Unlisted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MisfireRuleTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Function<Instant, Optional<Instant>> HOURLY = every(Duration.ofHours(1));

  @Test
  void a_due_time_within_the_grace_runs_and_later_is_late() {
    assertThat(dues(NOON.minusSeconds(3600), NOON.plusSeconds(60), false))
        .containsExactly(new Due(NOON, DueOutcome.RAN));
    assertThat(dues(NOON.minusSeconds(3600), NOON.plusSeconds(61), false))
        .containsExactly(new Due(NOON, DueOutcome.LATE));
  }

  @Test
  void before_its_time_nothing_is_due() {
    assertThat(dues(NOON, NOON.plusSeconds(3599), false)).isEmpty();
    assertThat(dues(NOON, NOON.minusSeconds(99), false)).isEmpty();
    assertThat(
            MisfireRule.decide(NOON, NOON.plusSeconds(9_999), after -> Optional.empty(), false)
                .dues())
        .isEmpty();
  }

  @Test
  void after_three_days_down_the_newest_hour_runs_late_and_the_others_were_missed() {
    List<Due> dues = dues(NOON, NOON.plus(Duration.ofDays(3)).plusSeconds(600), false);
    assertThat(dues).hasSize(72);
    assertThat(dues.subList(0, 71)).allMatch(due -> due.outcome() == DueOutcome.MISSED);
    assertThat(dues.get(0).dueAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(dues.get(71)).isEqualTo(new Due(NOON.plus(Duration.ofDays(3)), DueOutcome.LATE));
    assertThat(dues).filteredOn(Due::starts).hasSize(1);
  }

  @Test
  void five_missed_periods_are_five_rows_of_which_the_newest_has_the_run_that_makes_them_good() {
    Instant now = NOON.plus(Duration.ofHours(5)).plus(Duration.ofMinutes(16));
    List<Due> dues = dues(NOON, now, false);
    assertThat(dues).hasSize(5).extracting(Due::outcome).containsOnly(DueOutcome.MISSED);
    assertThat(dues).extracting(Due::starts).containsExactly(false, false, false, false, true);
    assertThat(MisfireRule.decide(CatchUp.NONE, NOON, now, HOURLY, false).dues())
        .hasSize(5)
        .noneMatch(Due::starts);
  }

  @Test
  void up_to_a_quarter_of_an_hour_is_late_and_more_is_missed_whatever_the_policy() {
    for (CatchUp policy : CatchUp.values()) {
      Instant due = NOON.plus(Duration.ofHours(1));
      assertThat(MisfireRule.decide(policy, NOON, due.plusSeconds(900), HOURLY, false).dues())
          .containsExactly(new Due(due, DueOutcome.LATE));
      assertThat(MisfireRule.decide(policy, NOON, due.plusSeconds(901), HOURLY, false).dues())
          .containsExactly(new Due(due, DueOutcome.MISSED, policy != CatchUp.NONE));
    }
  }

  @Test
  void
      each_is_made_good_one_after_another_where_a_plan_wants_that_but_no_more_than_a_day_of_them() {
    Instant now = NOON.plus(Duration.ofHours(30)).plus(Duration.ofMinutes(30));
    Decision first = MisfireRule.decide(CatchUp.ALL, NOON, now, HOURLY, false);
    assertThat(first.dues()).hasSize(7).extracting(Due::outcome).containsOnly(DueOutcome.MISSED);
    assertThat(first.dues()).filteredOn(Due::starts).hasSize(1);
    assertThat(first.waiting()).isEqualTo(23);
    Instant dealtWith = first.dues().get(6).dueAt();

    assertThat(MisfireRule.decide(CatchUp.ALL, dealtWith, now, HOURLY, true).dues())
        .as("waits for the run before")
        .isEmpty();
    Decision second = MisfireRule.decide(CatchUp.ALL, dealtWith, now, HOURLY, false);
    assertThat(second.dues())
        .containsExactly(new Due(dealtWith.plusSeconds(3600), DueOutcome.MISSED, true));
    assertThat(second.waiting()).isEqualTo(22);
  }

  @Test
  void while_the_run_before_goes_on_nothing_is_started() {
    List<Due> dues = dues(NOON, NOON.plus(Duration.ofHours(2)), true);
    assertThat(dues)
        .containsExactly(
            new Due(NOON.plus(Duration.ofHours(1)), DueOutcome.MISSED),
            new Due(NOON.plus(Duration.ofHours(2)), DueOutcome.OVERLAPPED));
    assertThat(dues).noneMatch(Due::starts);
  }

  @Test
  void a_year_of_minutes_is_told_in_a_thousand_rows_and_one_stretch() {
    AtomicInteger asked = new AtomicInteger();
    Function<Instant, Optional<Instant>> minutely = every(Duration.ofMinutes(1));
    Instant now = NOON.plus(Duration.ofDays(365)).plusSeconds(5);
    Decision decision =
        MisfireRule.decide(
            NOON,
            now,
            after -> {
              asked.incrementAndGet();
              return minutely.apply(after);
            },
            false);
    assertThat(decision.dues()).hasSize(MisfireRule.MAX_LISTED + 2);
    assertThat(decision.dues().get(MisfireRule.MAX_LISTED + 1))
        .isEqualTo(new Due(NOON.plus(Duration.ofDays(365)), DueOutcome.RAN));
    assertThat(decision.unlisted())
        .contains(
            new Unlisted(
                NOON.plus(Duration.ofMinutes(MisfireRule.MAX_LISTED + 1)),
                NOON.plus(Duration.ofDays(365))));
    assertThat(asked).hasValueLessThan(2_000);
  }

  @Test
  void up_to_the_limit_every_due_time_is_listed() {
    for (int count = MisfireRule.MAX_LISTED - 1; count <= MisfireRule.MAX_LISTED + 4; count++) {
      Decision decision =
          MisfireRule.decide(NOON, NOON.plus(Duration.ofHours(count)), HOURLY, false);
      int unlisted = count - decision.dues().size();
      assertThat(decision.unlisted().isPresent()).as("count " + count).isEqualTo(unlisted > 0);
      assertThat(decision.dues().get(decision.dues().size() - 1).dueAt())
          .isEqualTo(NOON.plus(Duration.ofHours(count)));
    }
  }

  @Test
  void a_sparse_schedule_that_ran_out_keeps_its_last_due_time() {
    Instant last = NOON.plus(Duration.ofHours(25));
    Function<Instant, Optional<Instant>> ending =
        after -> every(Duration.ofMinutes(1)).apply(after).filter(due -> !due.isAfter(last));
    Decision decision = MisfireRule.decide(NOON, NOON.plus(Duration.ofDays(300)), ending, false);
    assertThat(decision.dues().get(decision.dues().size() - 1))
        .isEqualTo(new Due(last, DueOutcome.MISSED, true));
  }

  @Test
  void a_schedule_that_does_not_move_on_is_a_defect_and_no_endless_loop() {
    assertThatThrownBy(() -> MisfireRule.decide(NOON, NOON, Optional::of, false))
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<Due> dues(Instant after, Instant now, boolean open) {
    return MisfireRule.decide(after, now, HOURLY, open).dues();
  }

  private static Function<Instant, Optional<Instant>> every(Duration period) {
    long seconds = period.toSeconds();
    return after ->
        Optional.of(Instant.ofEpochSecond((after.getEpochSecond() / seconds + 1) * seconds));
  }
}
