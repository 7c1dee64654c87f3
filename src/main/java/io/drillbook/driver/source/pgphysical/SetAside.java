package io.drillbook.driver.source.pgphysical;

import io.drillbook.spi.file.Disk;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * Stops the server of a target and gives its folder another name, so that a restore finds the place
 * free and nothing is lost.
 */
final class SetAside {
  private final Place target;
  private final ProductionGuard guard;
  private final RunMark mark;
  private final Staging staging;

  SetAside(Place target, ProductionGuard guard, RunMark mark, ServerPrograms programs) {
    this.target = target;
    this.guard = guard;
    this.mark = mark;
    this.staging = new Staging(mark, Integer.MAX_VALUE, programs);
  }

  /** The other name; empty where there was nothing to set aside. */
  Optional<String> run() {
    guard.check(target, Map.of());
    if (target.isFree() || mark.isOurs()) {
      return Optional.empty();
    }
    Path aside = target.parent().resolve(target.path().getFileName() + "_" + mark.runId());
    try {
      if (OwnServer.isRunning(target.path())) {
        staging.server(target.path()).stop(new Cancellation());
      }
      Files.move(target.path(), aside, StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(target.parent());
    } catch (IOException e) {
      throw TargetFaults.of(target.path(), e);
    }
    return Optional.of(aside.toString());
  }
}
