package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The private folder beside the target that holds a restore until it is proven: nobody sees half a
 * database under the target's name, and a name that carries the attempt keeps a forgotten older
 * attempt out.
 */
final class Staging {
  private final RunMark mark;
  private final int attempt;

  Staging(RunMark mark, int attempt) {
    this.mark = mark;
    this.attempt = attempt;
  }

  Path file() {
    return folder().resolve("restored.sqlite");
  }

  /**
   * Removes what earlier attempts left.
   *
   * @throws Fault CANCELLED where a newer attempt is at work: then this one is the forgotten one
   */
  void removeLeftovers() {
    List<Path> leftovers = mark.target().besides(mark.stagingPrefix());
    for (Path leftover : leftovers) {
      if (attemptOf(leftover) > attempt) {
        throw new Fault(
            FaultCode.CANCELLED,
            "unable to go on with attempt " + attempt + ": '" + leftover + "' is a newer one's",
            "Another worker took the step over; nothing is to be done.");
      }
    }
    leftovers.forEach(Staging::remove);
  }

  /**
   * Checks that no newer attempt took this one's folder away.
   *
   * @throws Fault CANCELLED
   */
  void requireThere() {
    if (!Files.exists(file())) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with attempt " + attempt + ": '" + folder() + "' was taken away",
          "Another worker took the step over; nothing is to be done.");
    }
  }

  void create() {
    try {
      Files.createDirectory(
          folder(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw SqliteFaults.restoring(folder().toString(), e);
    }
  }

  void remove() {
    remove(folder());
  }

  private Path folder() {
    return mark.target().folder().resolve(mark.stagingPrefix() + attempt);
  }

  private int attemptOf(Path folder) {
    return Integer.parseInt(
        folder.getFileName().toString().substring(mark.stagingPrefix().length()));
  }

  private static void remove(Path folder) {
    try {
      Disk.removeTree(folder);
    } catch (IOException e) {
      throw SqliteFaults.restoring(folder.toString(), e);
    }
  }
}
