package io.drillbook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.retention.ExpireRecoveryPoints;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What really happened, told by the test itself; holds the promises of retention at each removal.
 */
final class Story implements ExpireRecoveryPoints.Account {
  private static final Duration YOUNG = Duration.ofDays(2);

  /** A point that was sealed; the clock was right or wrong then. */
  record Sealed(Instant world, LocalDate day, boolean clockRight) {}

  /** A copy that the test damaged. */
  record Damage(String vault, String point, String file, Instant at, Duration blindBefore) {}

  private final World world;
  final Map<String, Sealed> sealed = new LinkedHashMap<>();
  final Set<String> removed = new LinkedHashSet<>();
  final Set<String> hopeless = new LinkedHashSet<>();
  final Set<String> held = new LinkedHashSet<>();
  final List<Damage> open = new ArrayList<>();
  int damages;
  int found;
  Duration slowest = Duration.ZERO;
  private Duration blind = Duration.ZERO;

  Story(World world) {
    this.world = world;
  }

  void sealed(String point) {
    Instant ours = world.clocks.instant();
    sealed.put(
        point,
        new Sealed(
            world.clocks.world(),
            LocalDate.ofInstant(ours, world.plan().zone()),
            world.clocks.ahead().isZero()));
  }

  /** Time in which a check cannot do its work: a vault is cut off or our clock is wrong. */
  void passed(Duration time) {
    boolean cut = world.vaults.values().stream().anyMatch(StampedVault::isCutOff);
    if (cut || !world.clocks.ahead().isZero()) {
      blind = blind.plus(time);
    }
  }

  void damaged(String vault, String point, String file) {
    damages++;
    open.add(new Damage(vault, point, file, world.clocks.world(), blind));
  }

  boolean isDamaged(String point) {
    return open.stream().anyMatch(it -> it.point().equals(point));
  }

  void found(PointCopy copy) {
    found(copy.point(), copy.vault());
  }

  void found(String point, String vault) {
    List<Damage> now =
        open.stream().filter(it -> it.point().equals(point) && it.vault().equals(vault)).toList();
    found += now.size();
    for (Damage it : now) {
      Duration after = Duration.between(it.at(), world.clocks.world());
      slowest = slowest.compareTo(after) < 0 ? after : slowest;
    }
    open.removeAll(now);
  }

  /** Every damage is found within the period, and the time in which nobody could look. */
  void requireFoundInTime() {
    for (Damage it : open) {
      Duration unseen = blind.minus(it.blindBefore());
      Duration limit = SimulatedPlan.READ_WITHIN.plus(unseen);
      if (!unseen.isZero()) {
        limit = limit.plusDays(1);
      }
      assertThat(Duration.between(it.at(), world.clocks.world()))
          .as("found in time: " + it)
          .isLessThanOrEqualTo(limit);
    }
  }

  List<String> standing() {
    return sealed.keySet().stream()
        .filter(point -> !removed.contains(point) && !hopeless.contains(point))
        .toList();
  }

  @Override
  public void removed(String point, String why, List<String> vaults) {
    String label = point + " was removed: " + why;
    Sealed it = sealed.get(point);
    removed.add(point);
    open.removeIf(damage -> damage.point().equals(point));
    assertThat(it).as(label).isNotNull();
    assertThat(world.clocks.ahead().abs()).as(label).isLessThan(Duration.ofMinutes(5));
    assertThat(Duration.between(it.world(), world.clocks.world())).as(label).isGreaterThan(YOUNG);
    assertThat(held).as(label).doesNotContain(point);
    assertThat(newestBackup()).as(label).contains(Verdict.SUCCEEDED);
    assertThat(standing()).as(label).hasSizeGreaterThanOrEqualTo(SimulatedPlan.AT_LEAST);
    requireDays(label);
  }

  private Optional<Verdict> newestBackup() {
    return world.runs.list(Optional.of("shop"), Optional.of(RunKind.BACKUP), false, 1).stream()
        .findFirst()
        .flatMap(run -> run.verdict());
  }

  /** Each of the newest days with a backup still has one. */
  private void requireDays(String label) {
    List<String> sound =
        sealed.keySet().stream()
            .filter(point -> !hopeless.contains(point) && sealed.get(point).clockRight())
            .toList();
    List<LocalDate> days =
        sound.stream()
            .map(point -> sealed.get(point).day())
            .distinct()
            .sorted((a, b) -> b.compareTo(a))
            .limit(SimulatedPlan.DAILY)
            .toList();
    Set<LocalDate> left =
        sound.stream()
            .filter(point -> !removed.contains(point))
            .map(point -> sealed.get(point).day())
            .collect(Collectors.toSet());
    assertThat(left).as(label).containsAll(days);
  }

  @Override
  public void stays(String point, String vault, String why) {
    // What stays is no loss.
  }
}
