package io.drillbook.domain.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.forecast.History.Observed;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final long GIB = 1L << 30;
  private static final String VERIFY = "serviceTask_verifyRecoveryPoint/";
  private static final String DB = "serviceTask_restoreSource/db";
  private static final String MEDIA = "serviceTask_restoreSource/media";

  private final ProtectionPlan plan =
      PlanFixture.with("kind: command", "kind: command\n    holds: configuration");
  private final RecoveryPath path =
      RecoveryPath.of(
          plan,
          Scenario.SERVER_FAILURE,
          new PathWords(List.of("all"), "standby", "if-planned", true, "because"));

  private static Observed took(String key, int seconds, long bytes) {
    return new Observed(key, Duration.ofSeconds(seconds), OptionalLong.of(bytes));
  }

  private static Observed took(String key, int seconds) {
    return new Observed(key, Duration.ofSeconds(seconds), OptionalLong.empty());
  }

  private Estimate estimate(History history, Map<String, Long> bytes) {
    return Estimate.of(PathParts.ofIncident(plan, path, bytes), history, part -> range -> range);
  }

  @Test
  void aRestoreGrowsWithItsBytesAndOtherPartsDoNot() {
    History history =
        new History(
            1,
            List.of(
                took(VERIFY, 0, GIB), took(DB, 100, GIB), took("serviceTask_switchTraffic/", 10)));
    assertThat(estimate(history, Map.of("db", GIB)).p50()).isEqualTo(Duration.ofSeconds(110));
    assertThat(estimate(history, Map.of("db", 3 * GIB)).p50()).isEqualTo(Duration.ofSeconds(310));
  }

  @Test
  void sourcesThatAreRestoredSideBySideCountOnce() {
    History history =
        new History(1, List.of(took(VERIFY, 0, GIB), took(MEDIA, 300, GIB), took(DB, 100, GIB)));
    assertThat(estimate(history, Map.of("db", GIB, "media", GIB)).p50())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void withoutHistoryTheSizeTellsAndItIsSaid() {
    Estimate guess = estimate(new History(0, List.of()), Map.of("db", 2 * GIB));
    assertThat(guess.p50()).isBetween(Duration.ofSeconds(100), Duration.ofMinutes(8));
    assertThat(guess.basis())
        .contains("nothing was measured yet")
        .contains("assumed from the size alone: verify recovery point, restore db")
        .contains("not known and not counted: gather facts, assess scope");
  }

  @Test
  void whatNobodyHasMeasuredIsNamedInPlaceOfNoTimeAtAll() {
    List<Part> approval = List.of(Part.of("userTask_giveApproval", "approve cutover", 0));
    History none = new History(1, List.of());
    assertThat(Estimate.of(approval, none, part -> range -> range).inWords())
        .isEqualTo("a time that nobody has measured yet (approve cutover)");
    List<Part> both = new ArrayList<>(approval);
    both.add(Part.of("serviceTask_switchTraffic", "switch traffic", 1));
    History some = new History(1, List.of(took("serviceTask_switchTraffic/", 600)));
    assertThat(Estimate.of(both, some, part -> range -> range).inWords())
        .startsWith("at least 10 min 00 s (nine of ten: ")
        .endsWith("), without what nobody has measured yet (approve cutover)");
    assertThat(Estimate.of(both.subList(1, 2), some, part -> range -> range).inWords())
        .startsWith("10 min 00 s (nine of ten: ");
  }

  @Test
  void nineOfTenSpeedsOfTheSameKindAreCovered() {
    Random random = new Random(7);
    int covered = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      double speed = 5 + random.nextInt(40);
      List<Observed> seen = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        seen.add(took(VERIFY, 0, GIB));
        seen.add(took(DB, (int) (speed * 10 * (1 + random.nextGaussian() * 0.1)), GIB));
      }
      double truth = speed * 40 * (1 + random.nextGaussian() * 0.1);
      Duration p90 = estimate(new History(4, seen), Map.of("db", 4 * GIB)).p90();
      if (p90.toMillis() / 1000.0 >= truth) {
        covered++;
      }
    }
    assertThat(covered).isGreaterThanOrEqualTo(rounds * 9 / 10);
  }

  /** Measured on 2026-11-26 by ForecastSizesIT, two cores, other work beside the last one. */
  @Test
  void aRestoreThatGrowsFasterThanItsBytesIsCovered() {
    List<Observed> seen = new ArrayList<>(List.of(took(VERIFY, 0, GIB), took(DB, 6, GIB / 2)));
    for (int[] drill : new int[][] {{1, 13}, {2, 29}, {4, 77}}) {
      Duration p90 = estimate(new History(1, seen), Map.of("db", drill[0] * GIB)).p90();
      assertThat(p90.toSeconds()).as("%d GiB", drill[0]).isBetween(drill[1] + 0L, drill[1] * 2L);
      seen.add(took(DB, drill[1], drill[0] * GIB));
    }
  }

  @Test
  void mediaMayFollowLaterAndPeopleMayBeCalledNow() {
    History history =
        new History(
            3,
            List.of(
                took(MEDIA, 3000, GIB), took(DB, 100, GIB), took("userTask_giveApproval/", 600)));
    List<Part> parts = PathParts.ofIncident(plan, path, Map.of("db", GIB, "media", GIB));
    assertThat(
            ShorterPath.of(plan, parts, some -> Estimate.of(some, history, part -> range -> range)))
        .hasValueSatisfying(
            way ->
                assertThat(way)
                    .contains("restore media later")
                    .contains("saves 48 min 20 s")
                    .contains("approve cutover")
                    .contains("10 min 00 s"));
  }

  @Test
  void aPlanThatHasNoShorterPathSaysNone() {
    List<Part> parts =
        Stream.of(new Part("serviceTask_restoreSource", "db", "restore", 1, OptionalLong.of(GIB)))
            .toList();
    History history = new History(1, List.of(took(DB, 100, GIB)));
    assertThat(
            ShorterPath.of(plan, parts, some -> Estimate.of(some, history, part -> range -> range)))
        .isEmpty();
  }
}
