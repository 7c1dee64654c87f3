package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder beside the target that a restore fills until it is proven: nobody sees half a restore
 * under the target's name, and a name that carries the attempt keeps a forgotten older attempt out.
 */
final class Staging {
  private static final String DOOMED = "gone-";

  private final RunMark mark;
  private final int attempt;

  Staging(RunMark mark, int attempt) {
    this.mark = mark;
    this.attempt = attempt;
  }

  Path path() {
    return mark.target().parent().resolve(mark.stagingPrefix() + attempt);
  }

  /**
   * Removes what earlier attempts left.
   *
   * @throws Fault CANCELLED where a newer attempt is at work: then this one is the forgotten one
   */
  void removeLeftovers() {
    requireNewest();
    mark.target().besides(mark.stagingPrefix()).forEach(this::remove);
  }

  /**
   * Checks that this attempt was not overtaken.
   *
   * @throws Fault CANCELLED
   */
  void requireNewest() {
    for (Path leftover : mark.target().besides(mark.stagingPrefix())) {
      String tail = leftover.getFileName().toString().substring(mark.stagingPrefix().length());
      if (!tail.startsWith(DOOMED) && Integer.parseInt(tail) > attempt) {
        throw new Fault(
            FaultCode.CANCELLED,
            "unable to go on with attempt " + attempt + ": '" + leftover + "' is a newer one's",
            "Another worker took the step over; nothing is to be done.");
      }
    }
  }

  void create() {
    try {
      Files.createDirectory(
          path(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw GitFaults.writing(path().toString(), e);
    }
  }

  /**
   * Removes a folder. It loses its name first, so that a forgotten attempt which still writes finds
   * its way gone at once.
   */
  void remove(Path folder) {
    try {
      Path doomed = folder;
      if (!folder.getFileName().toString().startsWith(mark.stagingPrefix() + DOOMED)) {
        doomed =
            folder.resolveSibling(
                mark.stagingPrefix() + DOOMED + attempt + "-" + folder.getFileName().hashCode());
        Disk.removeTree(doomed);
        Files.move(folder, doomed, StandardCopyOption.ATOMIC_MOVE);
      }
      Disk.removeTree(doomed);
    } catch (java.nio.file.NoSuchFileException e) {
      // It is gone, which is what was wanted.
      return;
    } catch (IOException e) {
      throw GitFaults.writing(folder.toString(), e);
    }
  }
}
