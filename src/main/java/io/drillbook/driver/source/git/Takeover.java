package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The short step in which the restored repository takes the target's name, and what guards it. */
final class Takeover {
  private final Place target;
  private final RunMark mark;
  private final Staging staging;

  Takeover(Place target, RunMark mark, Staging staging) {
    this.target = target;
    this.mark = mark;
    this.staging = staging;
  }

  /**
   * Refuses a target that holds anything, unless this run itself brought it: then somebody decided
   * on another recovery point.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireFree() {
    if (!mark.isOurs() && !target.isFree()) {
      throw notEmpty(null);
    }
  }

  /** Renames the repository; renaming itself refuses to replace a folder that holds anything. */
  void take(Path repository) throws IOException {
    staging.requireNewest();
    requireFree();
    if (mark.isOurs()) {
      staging.remove(target.path());
    }
    try {
      mark.write(repository);
      Files.move(repository, target.path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw target.isFree() ? GitFaults.writing(target.path().toString(), e) : notEmpty(e);
    }
    Disk.sync(target.parent());
  }

  private Fault notEmpty(IOException cause) {
    return new Fault(
        FaultCode.TARGET_NOT_EMPTY,
        "unable to restore into a place that is not empty: '" + target.path() + "'",
        "Name another target, or move away what is there if you are sure.",
        cause);
  }
}
