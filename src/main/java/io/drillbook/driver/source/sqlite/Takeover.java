package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The short step in which the restored file takes the target's name, and what guards it. */
final class Takeover {
  private final Place target;
  private final RunMark mark;

  Takeover(Place target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  /**
   * Refuses a target that holds anything, unless this run itself brought it: then somebody decided
   * on another recovery point.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireFree() {
    if (!mark.isOurs() && !target.isFree()) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore over a file that is not empty: '" + target.path() + "'",
          "Name another target, or move away what is there if you are sure.");
    }
  }

  /**
   * Renames the restored file. What is left beside the target of another database goes first:
   * SQLite would play a stale -wal or -journal into the restored one.
   */
  void take(Path restored, List<String> notes) throws IOException {
    requireFree();
    for (String more : Place.COMPANIONS) {
      Path stale = target.with(more);
      if (Files.deleteIfExists(stale)) {
        notes.add("a stale file was removed: '" + stale + "'");
      }
    }
    Disk.sync(target.folder());
    mark.write(restored);
    Files.move(restored, target.path(), StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(target.folder());
  }
}
