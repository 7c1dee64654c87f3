package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder by its real path, without any symbolic link in it. A target need not be there, but the
 * folder that it is to be in must: creating that would fill the disk behind a missing mount.
 */
record Place(Path path) {
  /**
   * A source.
   *
   * @throws Fault SOURCE_UNREACHABLE, PERMISSION_DENIED
   */
  static Place source(Path path) {
    try {
      Path real = path.toRealPath();
      if (!Files.isDirectory(real)) {
        throw unreachable(FaultCode.SOURCE_UNREACHABLE, path, "It is not a folder.", null);
      }
      if (!Files.isReadable(real)) {
        throw new AccessDeniedException(real.toString());
      }
      return new Place(real);
    } catch (NoSuchFileException e) {
      throw unreachable(
          FaultCode.SOURCE_UNREACHABLE, path, "Is its file system mounted, and the path right?", e);
    } catch (IOException e) {
      throw DirectoryFaults.reading(path.toString(), e);
    }
  }

  /**
   * A target, there or not.
   *
   * @throws Fault TARGET_UNREACHABLE, PERMISSION_DENIED
   */
  static Place target(Path path) {
    try {
      if (Files.exists(path)) {
        return new Place(path.toRealPath());
      }
      if (path.getFileName() == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw unreachable(
            FaultCode.TARGET_UNREACHABLE, path, "It is a link that points nowhere.", null);
      }
      return new Place(path.getParent().toRealPath().resolve(path.getFileName()));
    } catch (NoSuchFileException e) {
      throw unreachable(
          FaultCode.TARGET_UNREACHABLE,
          path,
          "The folder above it must be there; is its file system mounted?",
          e);
    } catch (IOException e) {
      throw DirectoryFaults.restoring(path.toString(), e);
    }
  }

  /** The real path, as far as it can be found, of something that may be lost. */
  static Path nearest(Path path) {
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

  Path parent() {
    return path.getParent();
  }

  /** What is there now; empty where nothing is. */
  Optional<Stat> stat() {
    try {
      return Optional.of(Stat.of(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw DirectoryFaults.restoring(path.toString(), e);
    }
  }

  /** Whether a restore could overwrite nothing here. */
  boolean isFree() {
    Optional<Stat> there = stat();
    if (there.isEmpty()) {
      return true;
    }
    if (!there.get().isFolder()) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw DirectoryFaults.restoring(path.toString(), e);
    }
  }

  /**
   * Refuses what cannot be put in place in one step at the end.
   *
   * @throws Fault INPUT_INVALID where a file system is mounted right here
   */
  void requireNoMount() {
    Optional<Stat> there = stat();
    try {
      if (parent() == null
          || (there.isPresent() && there.get().device() != Stat.of(parent()).device())) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to restore into a mount point itself: '" + path + "'",
            "Name a folder below it: a restore is put in place by renaming.");
      }
    } catch (IOException e) {
      throw DirectoryFaults.restoring(path.toString(), e);
    }
  }

  /** What beside this place begins with a word. */
  List<Path> besides(String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent(), prefix + "*")) {
      entries.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw DirectoryFaults.restoring(parent().toString(), e);
    }
  }

  private static Fault unreachable(FaultCode code, Path path, String hint, IOException e) {
    return new Fault(code, "unable to find the folder: '" + path + "'", hint, e);
  }
}
