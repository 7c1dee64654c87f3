package io.drillbook.driver.source.mysql;

import io.drillbook.domain.point.Member;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells what one run restored from everybody else's: a small table in the restored database, which
 * goes when that goes. No comment on a database is known to both makes.
 *
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record RunMark(String runId, String content) {
  static final String TABLE = "drillbook_run";

  /** The mark of a restore of these members, captured then: two captures may be alike. */
  static RunMark of(String runId, Instant dataTime, List<Member> members) {
    String sums = members.stream().map(Member::storedSha256).collect(Collectors.joining(","));
    byte[] text = (dataTime + " " + sums).getBytes(StandardCharsets.UTF_8);
    return new RunMark(runId, UUID.nameUUIDFromBytes(text).toString());
  }

  /** The mark of a run, whatever it restored. */
  static RunMark ofRun(String runId) {
    return new RunMark(runId, "");
  }

  /**
   * What stands in a database.
   *
   * @param done whether that restore came to its end
   */
  record Found(String runId, String content, int attempt, boolean done) {}
}
