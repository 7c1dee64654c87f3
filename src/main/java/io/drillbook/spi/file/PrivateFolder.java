package io.drillbook.spi.file;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A temporary folder that only Drillbook's user can look into, for the few places where data or a
 * login lies in plain text. Its name tells whose it is, so that the next start removes what a
 * killed server left.
 */
public final class PrivateFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PrivateFolder.class.getName());
  private static final Path OURSELVES = Path.of("/proc", "" + ProcessHandle.current().pid());
  private static final Pattern NAME = Pattern.compile("drillbook-[a-z]+-(\\d+)-(\\d+)-.*");

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /**
   * A new one below {@code java.io.tmpdir}.
   *
   * @param kind of the driver, small letters only: it sweeps its own
   * @throws Fault DISK_FULL
   */
  public static PrivateFolder make(String kind) {
    ProcessHandle self = ProcessHandle.current();
    String name = prefix(kind) + self.pid() + "-" + started(self) + "-";
    try {
      return new PrivateFolder(
          Files.createTempDirectory(
              name,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** Where its one file goes, if one is all there is. */
  public Path file() {
    return path.resolve("file");
  }

  /** Removes what servers left that no longer run; what cannot be removed stays and is logged. */
  public static void removeLeftovers(String kind) {
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(all, prefix(kind) + "*")) {
      for (Path folder : found) {
        if (isLeftover(folder.getFileName().toString()) && isOurs(folder)) {
          removeLeftover(folder);
        }
      }
    } catch (IOException e) {
      // Nothing can be looked at there; nothing of ours is written there either.
      return;
    }
  }

  private static String prefix(String kind) {
    return "drillbook-" + kind + "-";
  }

  private static boolean isLeftover(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    // A number may have been given to another process since.
    return ProcessHandle.of(Long.parseLong(matcher.group(1)))
        .filter(process -> started(process) == Long.parseLong(matcher.group(2)))
        .isEmpty();
  }

  /** Anybody may give a folder such a name; what another user put there is not walked through. */
  private static boolean isOurs(Path folder) {
    try {
      Stat stat = Stat.of(folder);
      return stat.isFolder() && stat.uid() == Stat.of(OURSELVES).uid();
    } catch (IOException e) {
      // Somebody was quicker.
      return false;
    }
  }

  private static void removeLeftover(Path folder) {
    try {
      Disk.removeTree(folder);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "unable to remove what a killed server left: ''{0}'': {1} ({2})",
          folder,
          e.toString(),
          "remove it by hand: it may hold data in plain text");
    }
  }

  private static long started(ProcessHandle process) {
    Optional<Instant> start = process.info().startInstant();
    return start.map(Instant::toEpochMilli).orElse(0L);
  }

  /**
   * Removes it and all in it; may be called twice.
   *
   * @throws Fault COMMAND_FAILED where something stays behind
   */
  @Override
  public void close() {
    try {
      Disk.removeTree(path);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to remove the private folder: '" + path + "': " + e.getMessage(),
          "Remove it by hand: it may hold data in plain text.",
          e);
    }
  }

  private static Fault unusable(IOException e) {
    return new Fault(
        FaultCode.DISK_FULL,
        "unable to make a private folder: '" + System.getProperty("java.io.tmpdir") + "'",
        "Check that there is room and that Drillbook's user may write there.",
        e);
  }
}
