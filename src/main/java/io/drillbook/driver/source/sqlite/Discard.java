package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;

/** Removes what a run restored, and nothing else. */
final class Discard {
  private final Place target;
  private final RunMark mark;

  Discard(Place target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  void run() {
    if (!mark.isOurs() && !target.isFree()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a database that this run did not restore: '" + target.path() + "'",
          "It does not carry the mark of run " + mark.runId() + "; remove it by hand if sure.");
    }
    try {
      if (mark.isOurs()) {
        // The database last: as long as it is there, a second call knows that the rest is ours.
        for (String more : Place.COMPANIONS) {
          Files.deleteIfExists(target.with(more));
        }
        Files.deleteIfExists(target.path());
      }
      if (target.stat().isEmpty()) {
        mark.remove();
      }
      Disk.sync(target.folder());
      new Staging(mark, Integer.MAX_VALUE).removeLeftovers();
    } catch (IOException e) {
      throw SqliteFaults.restoring(target.path().toString(), e);
    }
  }
}
