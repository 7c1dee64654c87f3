package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses a target that is the protected repository, is in it or has it inside, by any address. */
final class ProductionGuard {
  private final Optional<Address> production;

  private ProductionGuard(Optional<Address> production) {
    this.production = production;
  }

  /** A guard; without settings, in a rescue, nobody knows any more what production was. */
  static ProductionGuard of(Settings production) {
    return new ProductionGuard(
        production.values().isEmpty()
            ? Optional.empty()
            : Optional.of(GitSettings.of(production).address()));
  }

  /**
   * The place of a target.
   *
   * @throws Fault TARGET_IS_PRODUCTION; NOT_ALLOWED where it is on another host; as {@link
   *     Place#target}
   */
  Place place(Address target) {
    if (!target.isLocal()) {
      if (production.filter(target::isSameRemote).isPresent()) {
        throw refused(target.shown());
      }
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to restore into a repository on a server: '" + target.shown() + "'",
          "Restore into a path of this machine, then push from there: git push --mirror.");
    }
    Place place = Place.target(target.folder().orElseThrow());
    check(place);
    return place;
  }

  /**
   * Checks a place again: what it is may change.
   *
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void check(Place target) {
    Optional<Path> folder = production.flatMap(Address::folder);
    if (folder.isEmpty()) {
      return;
    }
    Path home = Place.nearest(folder.get());
    boolean same = target.path().startsWith(home) || home.startsWith(target.path());
    if (same || isSameFolder(home, target) || isSameFolder(home.resolve(".git"), target)) {
      throw refused(target.path().toString());
    }
  }

  /** The same folder can be mounted a second time, under a path that has nothing in common. */
  private static boolean isSameFolder(Path home, Place target) {
    return target.fileKey().isPresent() && target.fileKey().equals(Place.keyOf(home));
  }

  private static Fault refused(String target) {
    return new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore over the protected repository: '" + target + "'",
        "Name a target outside of it.");
  }
}
