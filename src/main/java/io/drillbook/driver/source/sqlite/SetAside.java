package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Gives a target's database another name beside it, so that a restore finds its name free. What
 * SQLite keeps beside it goes along: commits may be nowhere else.
 */
final class SetAside {
  private final Place target;
  private final RunMark mark;

  SetAside(Place target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  /** The other name; empty where there was nothing to set aside. */
  Optional<String> run() {
    Place aside = new Place(target.with("_" + mark.runId()));
    if (mark.isOurs()) {
      return Optional.empty();
    }
    try {
      if (!target.isFree()) {
        requireUnused(aside);
        Files.move(target.path(), aside.path(), StandardCopyOption.ATOMIC_MOVE);
      }
      if (aside.stat().isEmpty()) {
        return Optional.empty();
      }
      // Also those that a call which was killed right here has left behind.
      for (String more : Place.COMPANIONS) {
        Path companion = target.with(more);
        if (Files.exists(companion)) {
          Files.move(companion, aside.with(more), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      Disk.sync(target.folder());
      return Optional.of(aside.path().toString());
    } catch (IOException e) {
      throw SqliteFaults.restoring(target.path().toString(), e);
    }
  }

  /** Renaming would replace without a word what the same run set aside before. */
  private static void requireUnused(Place aside) {
    if (aside.stat().isPresent()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to set a second database aside in one run: '" + aside.path() + "' is there",
          "Somebody put data at the target after it was set aside; look whose it is.");
    }
  }
}
