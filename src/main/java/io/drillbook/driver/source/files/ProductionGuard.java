package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Refuses a target folder that holds the protected files, or is among them, by any path. */
final class ProductionGuard {
  private final List<Path> protectedPaths;

  private ProductionGuard(List<Path> protectedPaths) {
    this.protectedPaths = List.copyOf(protectedPaths);
  }

  /**
   * A guard.
   *
   * @param home where the files live now; without any setting in a rescue
   * @param captured what the manifest says was captured; empty where it is not at hand
   */
  static ProductionGuard of(FilesSettings home, Optional<String> captured) {
    List<Path> paths = new ArrayList<>(home.paths());
    paths.addAll(home.optional());
    if (!home.isHome()) {
      home.folder().ifPresent(paths::add);
    }
    captured.stream().flatMap(String::lines).map(Path::of).forEach(paths::add);
    return new ProductionGuard(paths);
  }

  /**
   * Checks a target.
   *
   * @throws Fault TARGET_IS_PRODUCTION
   */
  void check(Target target) {
    for (Path one : protectedPaths) {
      if (Stream.of(one, nearest(one)).anyMatch(path -> meets(path, target.path()))) {
        throw new Fault(
            FaultCode.TARGET_IS_PRODUCTION,
            "unable to restore over the protected files: '" + target.path() + "'",
            "Name a folder that does not hold '" + one + "' and is not in it.");
      }
    }
  }

  private static boolean meets(Path path, Path target) {
    return target.startsWith(path) || path.startsWith(target) || isSame(path, target);
  }

  private static boolean isSame(Path path, Path target) {
    try {
      return Files.isSameFile(path, target);
    } catch (IOException e) {
      // One of them is not there: then they are not the same.
      return false;
    }
  }

  /** The real path, as far as it can be found, of something that may be lost. */
  private static Path nearest(Path path) {
    Path at = path;
    while (at != null) {
      try {
        return at.toRealPath().resolve(at.relativize(path)).normalize();
      } catch (IOException e) {
        // Not there: the folder above it may be.
        at = at.getParent();
      }
    }
    return path;
  }
}
