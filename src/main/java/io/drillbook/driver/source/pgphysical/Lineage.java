package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.point.SourceCapture;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The timelines that a replay goes through, from the backup's own to the one that it follows.
 *
 * @param until by timeline the position at which it was left; what was written on it later belongs
 *     to no ancestor
 * @param stray why the backup is not on the way; empty where it is
 */
record Lineage(Map<String, Long> until, Optional<String> stray) {
  private static final Pattern LEFT =
      Pattern.compile("^\\s*(\\d+)\\s+([0-9A-F]+/[0-9A-F]+)", Pattern.MULTILINE);

  /**
   * As the server finds it.
   *
   * @param wanted the target's setting: latest, current or a number
   * @param histories gives the account of a timeline's origin, if it is kept
   */
  static Lineage of(
      SourceCapture capture, String wanted, LongFunction<Optional<String>> histories) {
    long own = Long.parseLong(capture.facts().get(ClusterFacts.TIMELINE));
    long last = last(own, wanted, histories);
    Map<String, Long> until = new TreeMap<>();
    until.put(WalName.timeline(last), Long.MAX_VALUE);
    Optional<String> history = last == own ? Optional.empty() : histories.apply(last);
    if (history.isEmpty()) {
      until.put(WalName.timeline(own), Long.MAX_VALUE);
      return new Lineage(until, Optional.empty());
    }
    String left = "";
    for (MatchResult line : LEFT.matcher(history.get()).results().toList()) {
      long timeline = Long.parseLong(line.group(1));
      until.put(WalName.timeline(timeline), WalName.position(line.group(2)));
      left = timeline == own ? line.group(2) : left;
    }
    return new Lineage(until, stray(last, left, capture.facts().get(ClusterFacts.STOP_LSN)));
  }

  /** Whether a piece lies on the way. */
  boolean holds(WalName name, long bytes) {
    Long end = until.get(name.timeline());
    return end != null && name.number(bytes) <= end / bytes;
  }

  private static long last(long own, String wanted, LongFunction<Optional<String>> histories) {
    if (wanted.equals("current")) {
      return own;
    }
    if (wanted.matches("\\d{1,10}")) {
      return Long.parseLong(wanted);
    }
    long last = own;
    while (histories.apply(last + 1).isPresent()) {
      last++;
    }
    return last;
  }

  private static Optional<String> stray(long last, String left, String stop) {
    if (left.isEmpty()) {
      return Optional.of("the log's timeline %d did not come from the point's".formatted(last));
    }
    return WalName.position(left) >= WalName.position(stop)
        ? Optional.empty()
        : Optional.of(
            "the log's timeline %d branched off at %s, before the point's end at %s"
                .formatted(last, left, stop));
  }
}
