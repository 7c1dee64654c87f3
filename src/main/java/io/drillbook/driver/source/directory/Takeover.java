package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;

/** The short step in which the restored folder takes the target's name, and what guards it. */
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

  /**
   * Renames the staging folder; renaming itself refuses to replace a folder that holds anything.
   */
  void take() throws IOException {
    staging.requireNewest();
    requireFree();
    if (mark.isOurs()) {
      staging.remove(target.path());
    }
    mark.write(staging.path());
    try {
      Files.move(staging.path(), target.path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      mark.remove();
      throw target.isFree() ? DirectoryFaults.restoring(target.path().toString(), e) : notEmpty(e);
    }
    Disk.sync(target.parent());
  }

  private Fault notEmpty(IOException cause) {
    return new Fault(
        FaultCode.TARGET_NOT_EMPTY,
        "unable to restore into a folder that is not empty: '" + target.path() + "'",
        "Name another target, or move away what is there if you are sure.",
        cause);
  }
}
