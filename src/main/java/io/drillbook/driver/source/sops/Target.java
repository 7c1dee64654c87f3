package io.drillbook.driver.source.sops;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The file that is restored, by its real path, and a hidden mark beside it that tells whose it is
 * by its checksum: what somebody wrote there later is not the run's.
 */
record Target(Path path) {
  /**
   * Finds it.
   *
   * @throws Fault TARGET_UNREACHABLE
   */
  static Target of(Path path) {
    try {
      Path folder = path.getParent().toRealPath();
      return new Target(
          Files.exists(path) ? path.toRealPath() : folder.resolve(path.getFileName()));
    } catch (NoSuchFileException e) {
      throw new Fault(
          FaultCode.TARGET_UNREACHABLE,
          "unable to find the folder of: '" + path + "'",
          "It must be there; is its file system mounted?",
          e);
    } catch (IOException e) {
      throw SopsFaults.restoring(path, e);
    }
  }

  /** Where the structure goes if the file does not come back. */
  Target inventory() {
    return new Target(path.resolveSibling(path.getFileName() + ".inventory.json"));
  }

  void requireNot(Path home) {
    boolean same = home.equals(path);
    try {
      Path real = home.getParent().toRealPath().resolve(home.getFileName());
      same |=
          real.equals(path) || (Files.exists(home) && !isFree() && Files.isSameFile(home, path));
    } catch (IOException e) {
      // Its folder is lost: then only the name can tell.
      same |= path.endsWith(home);
    }
    if (same) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected file: '" + path + "'",
          "Name another file than '" + home + "'.");
    }
  }

  boolean isFree() {
    return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  boolean isOurs(String run) {
    return lines().filter(lines -> lines.get(0).equals(run)).isPresent();
  }

  boolean isDone(String run, String content) {
    return isOurs(run) && lines().filter(lines -> lines.get(1).equals(content)).isPresent();
  }

  void requireFree(String run) {
    if (!isFree() && !isOurs(run)) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore over a file that is there: '" + path + "'",
          "Name another target, or move it away if you are sure.");
    }
  }

  /** Writes the file, durably and in one step; what the same run brought before is replaced. */
  void put(byte[] bytes, String run, String content) throws IOException {
    Path staged = beside("new");
    Files.deleteIfExists(staged);
    Files.createFile(
        staged, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(staged, bytes, StandardOpenOption.WRITE);
    Disk.sync(staged);
    requireFree(run);
    Files.deleteIfExists(path);
    Files.writeString(beside("run"), String.join("\n", run, content, sha256(bytes)) + "\n");
    Disk.sync(beside("run"));
    try {
      // A link, not a renaming: that would replace what somebody put there this very moment.
      Files.createLink(path, staged);
    } finally {
      Files.deleteIfExists(staged);
      Disk.sync(path.getParent());
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(path);
    removeLeft();
  }

  /** What an attempt that was killed left beside a file that is not there. */
  void removeLeft() throws IOException {
    boolean mark = Files.deleteIfExists(beside("run"));
    boolean half = Files.deleteIfExists(beside("new"));
    if (mark || half) {
      Disk.sync(path.getParent());
    }
  }

  Optional<String> setAside(String run) throws IOException {
    if (isFree() || isOurs(run)) {
      return Optional.empty();
    }
    Path aside = path.resolveSibling(path.getFileName() + ".before-" + run);
    if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it was set aside before, and something is there again");
    }
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(path.getParent());
    return Optional.of(aside.toString());
  }

  private Optional<List<String>> lines() {
    try {
      List<String> lines = Files.readAllLines(beside("run"));
      return lines.size() == 3 && lines.get(2).equals(sha256(Files.readAllBytes(path)))
          ? Optional.of(lines)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw SopsFaults.restoring(path, e);
    }
  }

  Path beside(String what) {
    String name = sha256(path.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    return path.resolveSibling(".drillbook-" + name + "." + what);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
