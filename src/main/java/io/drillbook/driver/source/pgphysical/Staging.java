package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder beside the target that a restore fills and replays in until it is proven: nobody sees
 * half a restore under the target's name, and a name that carries the attempt keeps a forgotten
 * older attempt out.
 */
final class Staging {
  private static final String DOOMED = "gone-";

  private final RunMark mark;
  private final int attempt;
  private final ServerPrograms programs;

  Staging(RunMark mark, int attempt, ServerPrograms programs) {
    this.mark = mark;
    this.attempt = attempt;
    this.programs = programs;
  }

  Path path() {
    return mark.target().parent().resolve(mark.stagingPrefix() + attempt);
  }

  /**
   * Removes what earlier attempts left, whose servers end with it.
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
      throw TargetFaults.of(path(), e);
    }
  }

  /**
   * Removes a cluster: its server ends, then it loses its name, so that a forgotten attempt which
   * still writes finds its way gone.
   */
  void remove(Path folder) {
    try {
      if (OwnServer.isRunning(folder)) {
        server(folder).end();
      }
      Path doomed = folder;
      if (!folder.getFileName().toString().startsWith(mark.stagingPrefix() + DOOMED)) {
        doomed =
            folder.resolveSibling(
                mark.stagingPrefix() + DOOMED + attempt + "-" + folder.getFileName().hashCode());
        Disk.removeTree(doomed);
        Files.move(folder, doomed, StandardCopyOption.ATOMIC_MOVE);
      }
      Disk.removeTree(doomed);
    } catch (NoSuchFileException e) {
      // It is gone, which is what was wanted.
      return;
    } catch (IOException e) {
      throw TargetFaults.of(folder, e);
    }
  }

  /** The server of a folder that holds a cluster, of whatever version. */
  OwnServer server(Path folder) throws IOException {
    String major = Files.readString(folder.resolve("PG_VERSION"), StandardCharsets.UTF_8).strip();
    Place target = mark.target();
    return new OwnServer(
        folder, programs.find(target.settings(), Integer.parseInt(major)), target.user());
  }
}
