package io.drillbook.demo;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes folders and removes them with everything in them. */
final class Folders {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration AGAIN = Duration.ofMillis(100);

  private Folders() {}

  /** Makes a folder that others may walk through but not list. */
  static void makePassable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder; a program that is just ending may still write into it for a moment. */
  static void delete(Path root) {
    List<Exception> last = new ArrayList<>();
    if (!Patience.until(GRACE, AGAIN, new Cancellation(), () -> isGone(root, last))) {
      throw new IllegalStateException("unable to remove " + root, last.get(last.size() - 1));
    }
  }

  private static boolean isGone(Path root, List<Exception> failures) {
    if (!Files.exists(root)) {
      return true;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      failures.add(e);
      return false;
    }
  }
}
