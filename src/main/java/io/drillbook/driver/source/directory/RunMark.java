package io.drillbook.driver.source.directory;

import io.drillbook.domain.point.Member;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells what one run restored from everybody else's. The mark is a small hidden file beside the
 * target, because what is inside belongs to the restored data. It names the very folder, by its
 * inode and, where the file system can, by an attribute of the folder: inodes are used again, and a
 * folder that somebody else puts there later must not be taken for the run's.
 *
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record RunMark(String runId, Place target, String content) {
  private static final int HASH_LETTERS = 12;
  private static final int LINES = 4;
  private static final String UNSEALED = "-";

  /** The mark of a restore of these members, captured then: two captures may be alike. */
  static RunMark of(
      String runId, Place target, Instant dataTime, List<Member> members, Selection part) {
    String sums = members.stream().map(Member::storedSha256).collect(Collectors.joining(","));
    return new RunMark(
        runId, target, hash(dataTime + " " + sums + part.only().map(it -> "/" + it).orElse("")));
  }

  /** The mark of a run, whatever it restored. */
  static RunMark ofRun(String runId, Place target) {
    return new RunMark(runId, target, "");
  }

  /** What the names of all staging folders of this run and target begin with. */
  String stagingPrefix() {
    return ".drillbook-" + hash(runId + "/" + target.path()) + "-";
  }

  /** Whether what is there was brought by this run, from whatever recovery point. */
  boolean isOurs() {
    return lines().filter(lines -> lines.get(0).equals(runLine())).isPresent();
  }

  /** Whether this run's restore of this very content took effect. */
  boolean isDone() {
    return isOurs() && lines().filter(lines -> lines.get(1).equals(contentLine())).isPresent();
  }

  /** Writes, durably, that a folder which is about to take the target's name is this run's. */
  void write(Path folder) throws IOException {
    String token = UUID.randomUUID().toString();
    String seal = Attributes.seal(folder, token) ? token : UNSEALED;
    String text =
        String.join("\n", runLine(), contentLine(), folderLine(Stat.of(folder)), seal) + "\n";
    Path temporary = target.parent().resolve(file().getFileName() + ".new");
    Files.writeString(temporary, text);
    Disk.sync(temporary);
    Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(target.parent());
  }

  void remove() throws IOException {
    Files.deleteIfExists(file());
  }

  /** The mark's lines, if it is about the folder that is there. */
  private Optional<List<String>> lines() {
    try {
      List<String> lines = Files.readAllLines(file(), StandardCharsets.UTF_8);
      return target.stat().filter(there -> isAbout(there, lines)).map(there -> lines);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw DirectoryFaults.restoring(file().toString(), e);
    }
  }

  private boolean isAbout(Stat there, List<String> lines) {
    return lines.size() == LINES
        && lines.get(2).equals(folderLine(there))
        && (lines.get(3).equals(UNSEALED)
            || Attributes.sealOf(target.path()).filter(lines.get(3)::equals).isPresent());
  }

  private Path file() {
    return target.parent().resolve(".drillbook-" + hash(target.path().toString()) + ".run");
  }

  private String runLine() {
    return "restored by drillbook run " + runId;
  }

  private String contentLine() {
    return "content " + content;
  }

  private static String folderLine(Stat folder) {
    return "folder " + folder.device() + ":" + folder.inode();
  }

  private static String hash(String text) {
    byte[] hash = Sums.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, HASH_LETTERS);
  }
}
