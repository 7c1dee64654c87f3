package io.drillbook.domain.point;

import io.drillbook.domain.plan.ExpectedSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a recovery point is far smaller or larger than those before it: a table that is gone, an
 * export that ended early, a log that grows. Compared with the median, so that one odd point does
 * not make the next one look odd.
 */
public final class SizeRule {
  /** How many points before it count. */
  public static final int PREDECESSORS = 10;

  private SizeRule() {}

  /**
   * One size that is not as expected.
   *
   * @param source the source; empty for the whole point
   * @param bytes its content
   * @param usual the median of those before it
   */
  public record Finding(Optional<String> source, long bytes, long usual) {
    /** What it is of the usual, in percent; the largest number where nothing was usual. */
    public long percent() {
      return percentOf(bytes, usual);
    }

    /** For the record. */
    public Map<String, String> details() {
      Map<String, String> details = new TreeMap<>();
      source.ifPresent(name -> details.put("source", name));
      details.put("bytes", String.valueOf(bytes));
      details.put("usual", String.valueOf(usual));
      return details;
    }
  }

  /**
   * The sizes that are not as expected; none where nothing was before it.
   *
   * @param sizes content bytes by source
   * @param before the same of the points before it, newest first; only the first ones count
   */
  public static List<Finding> judge(
      Map<String, Long> sizes, List<Map<String, Long>> before, ExpectedSize expected) {
    List<Map<String, Long>> counted = before.stream().limit(PREDECESSORS).toList();
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(sizes)
        .forEach(
            (source, bytes) -> {
              List<Long> earlier =
                  counted.stream()
                      .filter(point -> point.containsKey(source))
                      .map(point -> point.get(source))
                      .toList();
              judge(Optional.of(source), bytes, earlier, expected).ifPresent(findings::add);
            });
    // A source that was added or taken away changes the whole without any trouble.
    List<Long> totals =
        counted.stream()
            .filter(point -> point.keySet().equals(sizes.keySet()))
            .map(Map::values)
            .map(SizeRule::sum)
            .toList();
    judge(Optional.empty(), sum(sizes.values()), totals, expected).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> judge(
      Optional<String> source, long bytes, List<Long> earlier, ExpectedSize expected) {
    if (earlier.isEmpty()) {
      return Optional.empty();
    }
    long usual = median(earlier);
    long percent = percentOf(bytes, usual);
    return percent < expected.atLeast() || percent > expected.atMost()
        ? Optional.of(new Finding(source, bytes, usual))
        : Optional.empty();
  }

  private static long percentOf(long bytes, long usual) {
    if (usual == 0) {
      return bytes == 0 ? 100 : Long.MAX_VALUE;
    }
    return Math.round(100.0 * bytes / usual);
  }

  private static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1) + (sorted.get(middle) - sorted.get(middle - 1)) / 2;
  }

  private static long sum(Collection<Long> values) {
    return values.stream().mapToLong(Long::longValue).sum();
  }
}
