package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The folder that is restored into, by its real path, and the mark in it that tells whose it is.
 * The folder that it is to be in must be there: making that would fill the disk behind a missing
 * mount.
 */
record Target(Path path) {
  private static final String MARK = ".drillbook-run";
  private static final String PREFIX = ".drillbook-files-";
  private static final String PLACED = "placed";
  private static final int HASH_LETTERS = 12;

  /**
   * Finds it.
   *
   * @throws Fault TARGET_UNREACHABLE
   */
  static Target of(FilesSettings settings) {
    Path path = settings.folder().orElseThrow(FilesSourceDriver::nothing);
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
      throw FilesFaults.restoring(path, e);
    }
  }

  /** What names the content that is restored: two captures may be alike. */
  static String content(SourceCapture capture, List<Member> members) {
    return hash(
        capture.dataTime() + " " + members.stream().map(Member::storedSha256).toList().toString());
  }

  boolean isOurs(String run) {
    return mark().filter(lines -> lines.get(0).equals(run)).isPresent();
  }

  /** Whether this run's restore of this very content took effect. */
  boolean isDone(String run, String content) {
    return isOurs(run) && mark().filter(lines -> lines.get(1).equals(content)).isPresent();
  }

  /** Whether what was restored here was put in its place too. */
  boolean isPlaced() {
    return mark().filter(lines -> lines.contains(PLACED)).isPresent();
  }

  void markPlaced(String run, String content) throws IOException {
    write(path, run, content, PLACED);
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
      throw FilesFaults.restoring(path, e);
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
      throw FilesFaults.restoring(path.getParent(), e);
    }
    return path.resolveSibling(prefix + attempt);
  }

  /** Gives a filled folder this name; what the same run brought before goes first. */
  void take(Path staging, String run, String content) throws IOException {
    write(staging, run, content, "");
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

  /** The very folder, for people and to compare. */
  String identity() {
    try {
      Stat stat = Stat.of(path);
      return "folder " + stat.device() + ":" + stat.inode() + " at " + path;
    } catch (IOException e) {
      // It is not there yet.
      return "folder missing at " + path;
    }
  }

  private Optional<List<String>> mark() {
    try {
      List<String> lines = Files.readAllLines(path.resolve(MARK));
      return Optional.of(lines).filter(some -> some.size() >= 2);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FilesFaults.restoring(path.resolve(MARK), e);
    }
  }

  private static void write(Path folder, String run, String content, String state)
      throws IOException {
    Path temporary = folder.resolve(MARK + ".new");
    Files.writeString(temporary, String.join("\n", run, content, state) + "\n");
    Disk.sync(temporary);
    Files.move(temporary, folder.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String hash(String text) {
    byte[] hash = Sums.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, HASH_LETTERS);
  }

  private static Fault unreachable(Path path, String hint, IOException e) {
    return new Fault(
        FaultCode.TARGET_UNREACHABLE, "unable to find the folder: '" + path + "'", hint, e);
  }
}
