package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses a target that is the protected file, by whatever path: another name, a symbolic link in
 * the way, a hard link or a second mount.
 */
final class ProductionGuard {
  private final Optional<Path> production;

  /** A guard; without settings, in a rescue, nobody knows any more what production was. */
  ProductionGuard(Settings production) {
    this.production =
        production.values().isEmpty()
            ? Optional.empty()
            : Optional.of(SqliteSettings.of(production).path());
  }

  /**
   * Checks a target.
   *
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void check(Place target) {
    if (production.isEmpty()) {
      return;
    }
    Place home = new Place(nearest(production.get()));
    boolean named =
        target.path().equals(home.path())
            || Place.COMPANIONS.stream()
                .flatMap(more -> Stream.of(home.with(more), target.with(more)))
                .anyMatch(path -> path.equals(target.path()) || path.equals(home.path()));
    if (named || isSameFile(home.path(), target)) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected database: '" + target.path() + "'",
          "Name a target that is another file than '" + production.get() + "'.");
    }
  }

  private static boolean isSameFile(Path home, Place target) {
    try {
      Stat there = Stat.of(home);
      return target.stat().filter(there::isSame).isPresent();
    } catch (IOException e) {
      // Production is lost: there is nothing that the target could be.
      return false;
    }
  }

  /** The real path, as far as it can be found, of something that may be lost. */
  private static Path nearest(Path path) {
    Path at = path;
    while (at != null) {
      try {
        return at.toRealPath().resolve(at.relativize(path)).normalize();
      } catch (IOException e) {
        // Not there: the folder above it may be.
        at = at.getParent();
      }
    }
    return path;
  }
}
