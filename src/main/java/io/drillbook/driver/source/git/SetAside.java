package io.drillbook.driver.source.git;

import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Gives a target's repository another name beside it, so that a restore finds its name free. */
final class SetAside {
  private final Place target;
  private final RunMark mark;

  SetAside(Place target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  /** The other name; empty where there was nothing to set aside. */
  Optional<String> run() {
    if (target.isFree() || mark.isOurs()) {
      return Optional.empty();
    }
    Path aside = target.parent().resolve(target.path().getFileName() + "_" + mark.runId());
    try {
      Files.move(target.path(), aside, StandardCopyOption.ATOMIC_MOVE);
      Disk.sync(target.parent());
    } catch (IOException e) {
      throw GitFaults.writing(target.path().toString(), e);
    }
    return Optional.of(aside.toString());
  }
}
