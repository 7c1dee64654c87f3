package io.drillbook.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Why.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an increment rests on stays as long as the increment does. */
class NeededPointsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
  private static final List<PointState> STATES =
      List.of(PointState.SEALED, PointState.VERIFIED, PointState.PROVEN, PointState.BROKEN);
  private static final Retention THREE_DAYS = new Retention(3, 0, 0, 1);

  @Test
  void a_base_stays_for_the_increments_that_stay_and_says_so() {
    Points points = new Points();
    RetainedPoint full = points.verified("2026-11-10T02:00:00Z");
    RetainedPoint unwanted = points.restingOn(points.verified("2026-11-11T02:00:00Z"), full);
    RetainedPoint alone = points.verified("2026-11-12T02:00:00Z");
    List.of("18", "19", "20")
        .forEach(
            day ->
                points.restingOn(points.verified("2026-11-" + day + "T02:00:00Z"), full, unwanted));

    Map<String, Judgement> judged = points.judge(THREE_DAYS, NOW);

    for (RetainedPoint base : List.of(full, unwanted)) {
      Judgement judgement = judged.get(base.point().point());
      assertThat(judgement.keep()).isTrue();
      assertThat(judgement.has(Kind.NEEDED)).isTrue();
      assertThat(judgement.why()).contains("holds a part of ");
      assertThat(judgement.keptUntil()).isEmpty();
    }
    assertThat(judged.get(alone.point().point()).keep()).isFalse();
  }

  @Test
  void what_rests_on_another_goes_before_it() {
    Points points = new Points();
    RetainedPoint full = points.verified("2026-11-01T02:00:00Z");
    RetainedPoint one = points.restingOn(points.verified("2026-11-02T02:00:00Z"), full);
    RetainedPoint two = points.restingOn(points.verified("2026-11-03T02:00:00Z"), full, one);
    RetainedPoint alone = points.verified("2026-11-04T02:00:00Z");
    List.of("18", "19", "20").forEach(day -> points.verified("2026-11-" + day + "T02:00:00Z"));
    ExpiryPlan plan =
        new ExpiryPlan(
            "shop",
            NOW,
            RetentionRule.judge(
                points.all, THREE_DAYS, java.time.ZoneOffset.UTC, NOW, Set.of("db", "media")),
            List.of(),
            List.of());
    assertThat(plan.expiring())
        .extracting(it -> it.point().point())
        .containsExactly(
            two.point().point(), one.point().point(), full.point().point(), alone.point().point());
  }

  @Test
  void no_increment_is_ever_orphaned_whatever_the_plan_and_the_order() {
    for (int seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Points points = new Points();
      List<RetainedPoint> chain = new ArrayList<>();
      for (int day = 1; day <= 60; day++) {
        RetainedPoint next =
            points.add(
                NOW.minus(java.time.Duration.ofDays(61L - day)),
                STATES.get(random.nextInt(STATES.size())),
                random.nextInt(10) > 0);
        if (random.nextInt(6) == 0) {
          chain.clear();
        }
        chain.add(points.restingOn(next, chain.toArray(RetainedPoint[]::new)));
      }
      Retention plan =
          new Retention(random.nextInt(8), random.nextInt(4), random.nextInt(3), random.nextInt(4));
      Map<String, Judgement> judged = points.judge(plan, NOW);
      judged.values().stream()
          .filter(Judgement::keep)
          .flatMap(it -> it.point().needs().stream())
          .forEach(base -> assertThat(judged.get(base).keep()).isTrue());
    }
  }
}
