package io.drillbook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Leaving;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the guide promises about reading back and retention, held against what happened. */
final class Promises {
  /** Even the shortest plan keeps every point for so long. */
  private static final Duration YOUNG = Duration.ofDays(2);

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** Due times are a day or four hours apart; summer time begins or ends, and we tick by halves. */
  private static final Duration CHECK_GAP = Duration.ofHours(26);

  private static final Duration BACKUP_GAP = Duration.ofHours(9);
  private static final Set<PointState> VERIFIED =
      EnumSet.of(PointState.VERIFIED, PointState.PROVEN);

  private final World world;
  private final Story story;
  private int mostVerified;

  Promises(World world, Story story) {
    this.world = world;
    this.story = story;
  }

  /** At every step. */
  void require() {
    requireFoundInTime();
    requireNoSilence();
    requireRetained();
  }

  private void requireFoundInTime() {
    for (Damage it : story.open) {
      assertThat(it.age(world.clocks.world()))
          .as("found in time: " + it)
          .isLessThanOrEqualTo(it.limit());
    }
  }

  /** No clock silences a schedule for longer than it is behind. */
  private void requireNoSilence() {
    assertThat(story.withoutCheck())
        .as("time without a check since " + story.lastCheck)
        .isLessThanOrEqualTo(CHECK_GAP);
    assertThat(story.withoutBackup())
        .as("time without a backup since " + story.lastBackupTried)
        .isLessThanOrEqualTo(BACKUP_GAP);
  }

  /** Only an expiry that says so takes a point from the catalog, and never the last good ones. */
  private void requireRetained() {
    Map<String, CatalogPoint> known =
        world.catalog.points("shop").stream()
            .collect(Collectors.toMap(CatalogPoint::point, Function.identity()));
    List<String> standing = story.standing();
    assertThat(known.keySet()).as("points in the catalog").containsAll(standing);
    assertThat(standing).as("held points").containsAll(story.held);
    if (!standing.isEmpty()) {
      String newest = standing.get(standing.size() - 1);
      assertThat(known.get(newest).usable()).as("the newest point is usable: " + newest).isTrue();
    }
    int verified = verified(known.values().stream().toList());
    mostVerified = Math.max(mostVerified, verified);
    assertThat(verified)
        .as("verified points")
        .isGreaterThanOrEqualTo(Math.min(SimulatedPlan.AT_LEAST, mostVerified));
  }

  private int verified(List<CatalogPoint> points) {
    Set<String> leaving =
        world.retention.leaving("shop").stream().map(Leaving::point).collect(Collectors.toSet());
    return (int)
        points.stream()
            .filter(it -> VERIFIED.contains(it.state()) && !leaving.contains(it.point()))
            .filter(it -> it.dataTimes().containsKey("db"))
            .count();
  }

  /** Of each point there is a copy that a restore could use, past every bookkeeping. */
  void requireWholeCopies() {
    for (String point : story.standing()) {
      assertThat(
              world.vaults.keySet().stream()
                  .anyMatch(vault -> Wholeness.holds(world, vault, point)))
          .as("a whole copy of " + point)
          .isTrue();
    }
  }

  void requireRightlyRemoved(String point, String label) {
    List<String> standing = story.standing();
    assertThat(story.sealed).as(label).containsKey(point);
    assertThat(world.clocks.ahead().abs()).as(label).isLessThan(CLOCKS_DIFFER);
    assertThat(story.ageOf(point)).as(label).isGreaterThan(YOUNG);
    assertThat(story.held).as(label).doesNotContain(point);
    assertThat(story.newestBackupGood).as(label + "; the newest backup was good").isTrue();
    assertThat(verified(world.catalog.points("shop")))
        .as(label + "; verified points left")
        .isGreaterThanOrEqualTo(SimulatedPlan.AT_LEAST);
    // Those that were sealed last, whatever the clock called them.
    List<String> sealed = List.copyOf(story.sealed.keySet());
    assertThat(standing)
        .as(label + "; the newest points")
        .containsAll(sealed.subList(sealed.size() - SimulatedPlan.AT_LEAST, sealed.size()));
    requireDays(label);
  }

  /** Each of the newest days with a backup still has one. */
  private void requireDays(String label) {
    List<String> sound =
        story.sealed.keySet().stream()
            .filter(point -> story.sealed.get(point).clockRight())
            .toList();
    List<LocalDate> days =
        sound.stream()
            .map(point -> story.sealed.get(point).day())
            .distinct()
            .sorted((a, b) -> b.compareTo(a))
            .limit(SimulatedPlan.DAILY)
            .toList();
    Set<LocalDate> left =
        sound.stream()
            .filter(point -> !story.removed.contains(point))
            .map(point -> story.sealed.get(point).day())
            .collect(Collectors.toSet());
    assertThat(left).as(label + "; the newest days").containsAll(days);
  }
}
