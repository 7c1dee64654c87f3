package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.SourceProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder that is restored into, by its real path, and the mark in it that tells whose it is.
 * The folder above it must be there: making that would fill the disk behind a missing mount.
 */
record Target(Path path) {
  /** Tells whose it is; no part of the store. */
  static final String MARK = ".drillbook-run";

  private static final String PREFIX = ".drillbook-pass-";
  private static final int HASH_LETTERS = 12;

  /**
   * Finds it.
   *
   * @throws Fault TARGET_UNREACHABLE
   */
  static Target of(Path path) {
    try {
      if (Files.exists(path)) {
        return new Target(path.toRealPath());
      }
      if (path.getFileName() == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw unreachable(path, "It is a link that points nowhere.", null);
      }
      return new Target(path.getParent().toRealPath().resolve(path.getFileName()));
    } catch (NoSuchFileException e) {
      throw unreachable(path, "The folder above it must be there; is its file system mounted?", e);
    } catch (IOException e) {
      throw PassFaults.restoring(path, e);
    }
  }

  /** What names the content that is restored: two captures may be alike. */
  static String content(SourceCapture capture, List<Member> members, boolean withValues) {
    return hash(
        withValues
            + " "
            + capture.dataTime()
            + members.stream().map(Member::storedSha256).toList());
  }

  /**
   * Refuses a folder that is the store itself, in it or above it.
   *
   * @param home where the store lives, or lived when it was captured
   */
  void requireNot(Path home) {
    Path real = nearest(home);
    if (path.startsWith(real) || real.startsWith(path) || isSame(home)) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected store: '" + path + "'",
          "Name a folder that does not hold '" + home + "' and is not in it.");
    }
  }

  boolean isOurs(String run) {
    return mark().filter(lines -> lines.get(0).equals(run)).isPresent();
  }

  /** Whether this run's restore of this very content took effect. */
  boolean isDone(String run, String content) {
    return isOurs(run) && mark().filter(lines -> lines.get(1).equals(content)).isPresent();
  }

  /** Refuses a folder that holds anybody's data but this run's. */
  void requireFree(String run) {
    if (!isOurs(run) && !isFree()) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore into a folder that is not empty: '" + path + "'",
          "Name another target, or move away what is there if you are sure.");
    }
  }

  boolean isFree() {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return !entries.iterator().hasNext();
    } catch (IOException e) {
      throw PassFaults.restoring(path, e);
    }
  }

  /**
   * A name beside it that the attempt fills: nobody sees half a restore.
   *
   * @throws Fault CANCELLED where a newer attempt is at work
   */
  Path staging(String run, int attempt) {
    String prefix = PREFIX + hash(run + "/" + path) + "-";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path.getParent(), prefix + "*")) {
      for (Path leftover : all) {
        String number = leftover.getFileName().toString().substring(prefix.length());
        if (Integer.parseInt(number) > attempt) {
          throw new Fault(
              FaultCode.CANCELLED,
              "unable to go on with attempt " + attempt + ": '" + leftover + "' is a newer one's",
              "Another worker took the step over; nothing is to be done.");
        }
        Disk.removeTree(leftover);
      }
    } catch (IOException e) {
      throw PassFaults.restoring(path.getParent(), e);
    }
    return path.resolveSibling(prefix + attempt);
  }

  /** Removes what attempts of this run that were killed left beside it. */
  void clear(String run) {
    if (Files.isDirectory(path.getParent())) {
      staging(run, Integer.MAX_VALUE);
    }
  }

  /** Gives a filled folder this name; what the same run brought before goes first. */
  void take(Path staging, String run, String content) throws IOException {
    Files.writeString(staging.resolve(MARK), run + "\n" + content + "\n");
    Disk.sync(staging.resolve(MARK));
    Disk.sync(staging);
    requireFree(run);
    if (isOurs(run)) {
      remove();
    }
    // Renaming itself refuses to replace a folder that holds anything.
    Files.move(staging, path, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(path.getParent());
  }

  /** Removes it; it loses its name first. */
  void remove() throws IOException {
    Path doomed = path.resolveSibling(PREFIX + "gone-" + hash(path.toString()));
    Disk.removeTree(doomed);
    Files.move(path, doomed, StandardCopyOption.ATOMIC_MOVE);
    Disk.removeTree(doomed);
    Disk.sync(path.getParent());
  }

  /** Gives what it holds another name; empty where that is nothing, or this run's. */
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

  SourceProbe probe() throws IOException {
    String identity = "folder missing at " + path;
    if (Files.exists(path)) {
      Stat stat = Stat.of(path);
      identity = "folder " + stat.device() + ":" + stat.inode() + " at " + path;
    }
    return new SourceProbe(identity, "pass", -1, isFree());
  }

  private Optional<List<String>> mark() {
    try {
      List<String> lines = Files.readAllLines(path.resolve(MARK));
      return Optional.of(lines).filter(some -> some.size() >= 2);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw PassFaults.restoring(path.resolve(MARK), e);
    }
  }

  private boolean isSame(Path home) {
    try {
      return Files.isSameFile(home, path);
    } catch (IOException e) {
      // One of them is not there: then they are not the same.
      return false;
    }
  }

  /** The real path, as far as it can be found, of something that may be lost. */
  private static Path nearest(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // Not there: the folder above it may be.
      Path above = path.getParent();
      return above == null ? path : nearest(above).resolve(path.getFileName()).normalize();
    }
  }

  private static String hash(String text) {
    return Sums.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_LETTERS);
  }

  private static Fault unreachable(Path path, String hint, IOException e) {
    return new Fault(
        FaultCode.TARGET_UNREACHABLE, "unable to find the folder: '" + path + "'", hint, e);
  }
}
