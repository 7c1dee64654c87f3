package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A target by its real path, without any symbolic link in it. It need not be there, but the folder
 * that it is to be in must: creating that would fill the disk behind a missing mount.
 */
record Place(Path path) {
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
      throw GitFaults.writing(path.toString(), e);
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

  /** Whether anything is there. */
  boolean isThere() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Names the very folder, whatever path leads to it; nothing where it is not there. */
  Optional<Object> fileKey() {
    return keyOf(path);
  }

  static Optional<Object> keyOf(Path path) {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      // What is not there, or may not be looked at, has no identity.
      return Optional.empty();
    }
  }

  /** Whether a restore could overwrite nothing here. */
  boolean isFree() {
    if (!isThere()) {
      return true;
    }
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw GitFaults.writing(path.toString(), e);
    }
  }

  /** What beside this place begins with a word. */
  List<Path> besides(String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent(), prefix + "*")) {
      entries.forEach(found::add);
      return found;
    } catch (IOException e) {
      throw GitFaults.writing(parent().toString(), e);
    }
  }

  private static Fault unreachable(FaultCode code, Path path, String hint, IOException e) {
    return new Fault(code, "unable to find the place: '" + path + "'", hint, e);
  }
}
