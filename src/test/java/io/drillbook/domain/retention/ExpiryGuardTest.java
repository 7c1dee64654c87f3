package io.drillbook.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.PointState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpiryGuardTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final Retention PLAN = new Retention(7, 0, 0, 1);
  private static final Instant FRESH = NOW.plusSeconds(1);

  private static ExpiryGuard guard(Retention plan, Optional<Instant> last, Duration ahead) {
    return new ExpiryGuard(
        NOW,
        plan,
        Optional.empty(),
        Optional.of(FRESH),
        Map.of("primary", ahead),
        last,
        last.map(at -> at.plus(Duration.ofDays(1))));
  }

  private static List<Judgement> daily(int days, Retention plan) {
    Points points = new Points();
    for (int back = days - 1; back >= 0; back--) {
      points.add(NOW.minus(Duration.ofDays(back)), PointState.VERIFIED, true);
    }
    return RetentionRule.judge(points.all, plan, ZoneOffset.UTC, NOW, Set.of("db"));
  }

  @Test
  void a_day_like_any_other_is_neither_refused_nor_asked_about() {
    ExpiryGuard guard = guard(PLAN, Optional.of(NOW.minus(Duration.ofDays(1))), Duration.ZERO);
    assertThat(guard.refusals()).isEmpty();
    assertThat(guard.questions(daily(8, PLAN))).isEmpty();
  }

  @Test
  void bug_9_a_plan_that_wants_nothing_is_refused() {
    assertThat(guard(new Retention(0, 0, 0, 3), Optional.empty(), Duration.ZERO).refusals())
        .singleElement()
        .asString()
        .contains("no day, no week and no month");
  }

  @Test
  void nothing_expires_while_backups_fail_or_are_late() {
    ExpiryGuard failing =
        new ExpiryGuard(
            NOW,
            PLAN,
            Optional.of("backup-7"),
            Optional.of(NOW.minusSeconds(1)),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(failing.refusals())
        .hasSize(2)
        .anyMatch(it -> it.contains("backup-7"))
        .anyMatch(it -> it.contains("too old"));
  }

  @Test
  void bug_11_a_store_whose_clock_differs_is_refused() {
    assertThat(guard(PLAN, Optional.empty(), Duration.ofMinutes(5)).refusals()).isEmpty();
    assertThat(guard(PLAN, Optional.empty(), Duration.ofMinutes(-6)).refusals()).hasSize(1);
    assertThat(guard(PLAN, Optional.empty(), Duration.ofDays(365)).refusals()).hasSize(1);
  }

  @Test
  void bug_11_a_clock_that_went_back_or_jumped_ahead_is_asked_about() {
    List<Judgement> some = daily(8, PLAN);
    assertThat(
            guard(PLAN, Optional.of(NOW.plus(Duration.ofDays(1))), Duration.ZERO).questions(some))
        .singleElement()
        .asString()
        .startsWith("the clock went back");
    assertThat(
            guard(PLAN, Optional.of(NOW.minus(Duration.ofDays(8))), Duration.ZERO).questions(some))
        .isEmpty();
    assertThat(
            guard(PLAN, Optional.of(NOW.minus(Duration.ofDays(9))), Duration.ZERO).questions(some))
        .singleElement()
        .asString()
        .endsWith("is this clock right?");
  }

  @Test
  void more_than_the_plan_allows_in_one_go_is_asked_about_but_one_may_always_go() {
    ExpiryGuard guard = guard(PLAN, Optional.empty(), Duration.ZERO);
    assertThat(guard.questions(daily(8, new Retention(7, 0, 0, 1, 0, Optional.empty())))).isEmpty();
    assertThat(guard.questions(daily(20, PLAN)))
        .containsExactly("13 of 20 recovery points would go at once; the plan allows 20 %");
  }
}
