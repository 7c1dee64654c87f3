package io.drillbook.simulation;

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

/** What really happened, in true time, told by the test itself and by no store of the product. */
final class Story implements ExpireRecoveryPoints.Account {

  /** A point that was sealed; the clock was right or wrong then. */
  record Sealed(Instant world, LocalDate day, boolean clockRight) {}

  private final World world;
  private final Promises promises;
  final Map<String, Sealed> sealed = new LinkedHashMap<>();
  final Set<String> removed = new LinkedHashSet<>();
  final Set<String> held = new LinkedHashSet<>();
  final List<Damage> open = new ArrayList<>();
  final Tally tally = new Tally();
  boolean newestBackupGood;
  Instant lastBackupTried;
  Instant lastCheck;
  private Duration behindSinceBackup = Duration.ZERO;
  private Duration behindSinceCheck = Duration.ZERO;

  Story(World world) {
    this.world = world;
    this.promises = new Promises(world, this);
    this.lastBackupTried = world.clocks.world();
    this.lastCheck = world.clocks.world();
  }

  Promises promises() {
    return promises;
  }

  void backedUp(Optional<String> point) {
    lastBackupTried = world.clocks.world();
    behindSinceBackup = Duration.ZERO;
    newestBackupGood = point.isPresent();
    tally.backups(newestBackupGood);
    LocalDate day = LocalDate.ofInstant(world.clocks.instant(), world.plan().zone());
    boolean right = world.clocks.ahead().isZero();
    point.ifPresent(it -> sealed.put(it, new Sealed(world.clocks.world(), day, right)));
  }

  /** A check begins, with the vaults as they answer now. */
  void checked() {
    lastCheck = world.clocks.world();
    behindSinceCheck = Duration.ZERO;
    open.stream()
        .filter(it -> world.vaults.get(it.vault).isCutOff())
        .forEach(Damage::checkedInVain);
  }

  /** A due time that was near when the clock was set back is away again by as much. */
  void passed(Duration time) {
    if (world.clocks.ahead().isNegative()) {
      behindSinceBackup = behindSinceBackup.plus(time);
      behindSinceCheck = behindSinceCheck.plus(time);
    }
  }

  Duration withoutBackup() {
    return Duration.between(lastBackupTried, world.clocks.world()).minus(behindSinceBackup);
  }

  Duration withoutCheck() {
    return Duration.between(lastCheck, world.clocks.world()).minus(behindSinceCheck);
  }

  void damaged(Damage damage) {
    open.add(damage);
    tally.injected(damage);
  }

  boolean isDamaged(String point) {
    return open.stream().anyMatch(it -> it.point.equals(point));
  }

  void found(String point, String vault) {
    for (Damage it : List.copyOf(open)) {
      if (it.isOf(point, vault)) {
        open.remove(it);
        tally.found(it, it.age(world.clocks.world()));
      }
    }
  }

  /** Points that are promised to be there, oldest first. */
  List<String> standing() {
    return sealed.keySet().stream().filter(point -> !removed.contains(point)).toList();
  }

  Duration ageOf(String point) {
    return Duration.between(sealed.get(point).world(), world.clocks.world());
  }

  @Override
  public void removed(String point, String why, List<String> vaults) {
    removed.add(point);
    tally.expired();
    for (Damage it : List.copyOf(open)) {
      if (it.point.equals(point)) {
        open.remove(it);
        tally.goneWithItsPoint(it);
      }
    }
    promises.requireRightlyRemoved(point, point + " was removed: " + why);
  }

  @Override
  public void stays(String point, String vault, String why) {
    // What stays is no loss.
  }
}
