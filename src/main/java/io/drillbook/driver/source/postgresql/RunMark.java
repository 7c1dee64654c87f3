package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.point.Member;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names by which one run's work at a target is told from everybody else's.
 *
 * @param database the target's name: two sources of one run may go to one cluster
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record RunMark(String runId, String database, String content) {
  private static final int HASH_LETTERS = 10;

  /**
   * The mark of a restore of these members.
   *
   * @param only what of them; none stands for everything
   */
  static RunMark of(String runId, String database, List<Member> members, List<String> only) {
    String sums =
        Stream.concat(members.stream().map(Member::storedSha256), only.stream())
            .collect(Collectors.joining(","));
    return new RunMark(runId, database, hash(sums));
  }

  /** The mark of a run, whatever it restored. */
  static RunMark ofRun(String runId, String database) {
    return new RunMark(runId, database, "");
  }

  /** The comment on a database that this run restored from this content. */
  String comment() {
    return ownership() + content;
  }

  /** What the comments of all databases that this run restored begin with. */
  String ownership() {
    return "drillbook run " + runId + ", content ";
  }

  /** What the names of all staging databases of this run and target begin with. */
  String stagingPrefix() {
    return "drb_" + hash(runId + "/" + database) + "_";
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

  String staging(int attempt) {
    return stagingPrefix() + attempt;
  }

  /** The attempt that a staging database belongs to. */
  int attemptOf(String staging) {
    return Integer.parseInt(staging.substring(stagingPrefix().length()));
  }
}
