package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.point.Member;
import io.drillbook.spi.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells what one run restored from everybody else's: a small file in the restored folder itself,
 * written before the folder takes the target's name.
 *
 * @param content names what is restored and how far the log was replayed; empty where it does not
 *     matter, such as for a discard
 */
record RunMark(String runId, Place target, String content) {
  static final String FILE = "drillbook.run";
  private static final int HASH_LETTERS = 12;
  private static final int LINES = 3;

  static RunMark of(String runId, Place target, List<Member> members, String goal) {
    String sums = members.stream().map(Member::storedSha256).collect(Collectors.joining(","));
    return new RunMark(runId, target, hash(sums + " " + goal));
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
    return lines(target.path()).filter(lines -> lines.get(0).equals(runLine())).isPresent();
  }

  /** Whether this run's restore of this very content, to this goal, took effect. */
  boolean isDone() {
    return isOurs()
        && lines(target.path()).filter(lines -> lines.get(1).equals(contentLine())).isPresent();
  }

  /** Whether a folder was restored by any run at all. */
  static boolean isMarked(Path folder) {
    return lines(folder).isPresent();
  }

  /** What the restore reached, in the words that {@link #write} was given. */
  String reached() {
    return lines(target.path()).map(lines -> lines.get(2)).orElse("");
  }

  void write(Path folder, String reached) throws IOException {
    Path file = folder.resolve(FILE);
    Files.writeString(file, String.join("\n", runLine(), contentLine(), reached) + "\n");
    Disk.sync(file);
  }

  private static Optional<List<String>> lines(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(FILE), StandardCharsets.UTF_8);
      return lines.size() == LINES && lines.get(0).startsWith("restored by drillbook run ")
          ? Optional.of(lines)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
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
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
