package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses a target that is the protected folder, is in it or has it inside, by any path. */
final class ProductionGuard {
  private final Optional<Path> production;

  /** A guard; without settings, in a rescue, nobody knows any more what production was. */
  ProductionGuard(Settings production) {
    this.production =
        production.values().isEmpty()
            ? Optional.empty()
            : Optional.of(DirectorySettings.of(production).path());
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
    Path home = Place.nearest(production.get());
    boolean same = target.path().startsWith(home) || home.startsWith(target.path());
    if (same || isSameFolder(home, target)) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected folder: '" + target.path() + "'",
          "Name a target outside '" + production.get() + "'.");
    }
  }

  /** The same folder can be mounted a second time, under a path that has nothing in common. */
  private static boolean isSameFolder(Path home, Place target) {
    try {
      Stat there = Stat.of(home);
      return target.stat().filter(there::isSame).isPresent();
    } catch (IOException e) {
      // Production is lost: there is nothing that the target could be.
      return false;
    }
  }
}
