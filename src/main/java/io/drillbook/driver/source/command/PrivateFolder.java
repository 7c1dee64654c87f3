package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that only Drillbook's user can look into, for the file between a program and Drillbook:
 * the one place where data lies in plain text. Its name tells whose it is, so that the next start
 * removes what a killed server left.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = "drillbook-command-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-(\\d+)-.*");

  private final Path path;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /** A new one below {@code java.io.tmpdir}. */
  static PrivateFolder make() {
    ProcessHandle self = ProcessHandle.current();
    String name = PREFIX + self.pid() + "-" + started(self) + "-";
    try {
      return new PrivateFolder(
          Files.createTempDirectory(
              name,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  Path file() {
    return path.resolve("file");
  }

  /** Removes what servers left that no longer run; what cannot be removed stays. */
  static void removeLeftovers() {
    Path all = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(all, PREFIX + "*")) {
      for (Path folder : found) {
        if (isLeftover(folder.getFileName().toString())) {
          removeQuietly(folder);
        }
      }
    } catch (IOException e) {
      // Nothing can be looked at there; nothing of ours is written there either.
      return;
    }
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

  private static void removeQuietly(Path folder) {
    try {
      remove(folder);
    } catch (IOException e) {
      // Another user's, or already gone.
      return;
    }
  }

  private static long started(ProcessHandle process) {
    Optional<Instant> start = process.info().startInstant();
    return start.map(Instant::toEpochMilli).orElse(0L);
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
        for (Path one : inside) {
          remove(one);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  @Override
  public void close() {
    try {
      remove(path);
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
