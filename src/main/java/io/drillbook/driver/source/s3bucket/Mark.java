package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.point.Member;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells what one run restored from everybody else's: words in the metadata of each object that it
 * wrote.
 *
 * @param attempt of the step; a forgotten one must not clear away what a newer one wrote
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record Mark(String runId, int attempt, String content) {
  private static final String RUN = "drillbook-run";
  private static final String ATTEMPT = "drillbook-attempt";
  private static final String CONTENT = "drillbook-content";
  private static final String VERSION = "drillbook-version";
  private static final int HASH_LETTERS = 16;

  /** The mark of a restore of these members, captured then: two captures may be alike. */
  static Mark of(String runId, int attempt, Instant dataTime, List<Member> members) {
    String sums = members.stream().map(Member::storedSha256).collect(Collectors.joining(","));
    byte[] hash =
        Sums.digest("SHA-256").digest((dataTime + " " + sums).getBytes(StandardCharsets.UTF_8));
    return new Mark(runId, attempt, HexFormat.of().formatHex(hash).substring(0, HASH_LETTERS));
  }

  /** The mark of a run, whatever it restored in whatever attempt. */
  static Mark ofRun(String runId) {
    return new Mark(runId, Integer.MAX_VALUE, "");
  }

  /** The metadata of an object with this mark. */
  Map<String, String> on(Map<String, String> metadata, Line line) {
    Map<String, String> marked = new TreeMap<>(metadata);
    marked.put(RUN, runId);
    marked.put(ATTEMPT, String.valueOf(attempt));
    marked.put(CONTENT, content);
    marked.put(VERSION, line.version());
    return marked;
  }

  /** Whether this run wrote it, in this attempt or an earlier one. */
  boolean isOurs(Map<String, String> metadata) {
    String number = metadata.getOrDefault(ATTEMPT, "");
    return runId.equals(metadata.get(RUN))
        && number.matches("[0-9]{1,9}")
        && Integer.parseInt(number) <= attempt;
  }

  /** Whether it came from this very content. */
  boolean isOfContent(Map<String, String> metadata) {
    return runId.equals(metadata.get(RUN)) && content.equals(metadata.get(CONTENT));
  }

  /** Whether somebody brought this very version back. */
  static boolean isOfVersion(Map<String, String> metadata, Line line) {
    return line.version().equals(metadata.get(VERSION));
  }
}
