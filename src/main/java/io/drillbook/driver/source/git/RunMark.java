package io.drillbook.driver.source.git;

import io.drillbook.domain.point.Member;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells what one run restored from everybody else's: a file in the bare repository, of which git
 * takes no notice. It comes and goes with the repository, whatever that is renamed to.
 *
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record RunMark(String runId, Place target, String content) {
  private static final String FILE = "drillbook-run";
  private static final int HASH_LETTERS = 12;

  /** The mark of a restore of these members, captured then: two captures may be alike. */
  static RunMark of(String runId, Place target, Instant dataTime, List<Member> members) {
    String sums = members.stream().map(Member::storedSha256).collect(Collectors.joining(","));
    return new RunMark(runId, target, hash(dataTime + " " + sums));
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
    List<String> lines = lines();
    return !lines.isEmpty() && lines.get(0).equals(runLine());
  }

  /** Whether this run's restore of this very content took effect. */
  boolean isDone() {
    return lines().equals(List.of(runLine(), contentLine()));
  }

  /** Writes, durably, that a repository which is about to take the target's name is this run's. */
  void write(Path repository) throws IOException {
    Path file =
        Files.writeString(repository.resolve(FILE), runLine() + "\n" + contentLine() + "\n");
    Disk.sync(file);
    Disk.sync(repository);
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(target.path().resolve(FILE), StandardCharsets.UTF_8);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      if (!Files.isDirectory(target.path())) {
        return List.of();
      }
      throw GitFaults.writing(target.path().toString(), e);
    }
  }

  private String runLine() {
    return "restored by drillbook run " + runId;
  }

  private String contentLine() {
    return "content " + content;
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
