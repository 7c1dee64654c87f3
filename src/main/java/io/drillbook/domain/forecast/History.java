package io.drillbook.domain.forecast;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * How long the parts of earlier recoveries took.
 *
 * @param runs how many runs were looked at
 * @param observed what was measured
 */
public record History(int runs, List<Observed> observed) {
  /** Below that a duration is mostly start and end, and says nothing about bytes in a second. */
  private static final long TELLING = 64L * 1024 * 1024;

  /** Where nothing was measured: what a modest disk and a modest line do together. */
  private static final double ASSUMED_PER_SECOND = 20e6;

  private static final double CAUTION = 4;

  /**
   * What nine of ten do not exceed grows faster than the bytes do: indexes are sorted, and caches
   * no longer hold what they held. Drills of one, two and four gigabytes of PostgreSQL on two cores
   * took 13, 29 and 77 s, so the time grew with the power of 1.1 and then of 1.4.
   */
  private static final double GROWTH = 1.3;

  public History {
    observed = List.copyOf(observed);
  }

  /** One part of one run, with all its tries. */
  public record Observed(String key, Duration took, OptionalLong bytes) {}

  /**
   * A range of time.
   *
   * @param measured false where it was assumed from the size alone
   */
  public record Range(Duration p50, Duration p90, boolean measured) {}

  /**
   * What one ended run tells.
   *
   * @param bytes what a source of a recovery point holds; empty where nobody knows any longer
   */
  public static List<Observed> of(
      Run run, List<RecordEntry> lines, BiFunction<String, String, OptionalLong> bytes) {
    Map<String, Duration> took = new HashMap<>();
    Timeline timeline = Timeline.of(run, lines, run.endedAt().orElse(run.startedAt()));
    for (TimelineStep step : timeline.steps()) {
      took.merge(step.step() + "/" + step.subject(), step.length(timeline.now()), Duration::plus);
    }
    Map<String, Long> sizes = sizes(lines, bytes);
    long total = sizes.values().stream().mapToLong(Long::longValue).sum();
    List<Observed> observed = new ArrayList<>();
    took.forEach(
        (key, length) -> {
          long size =
              key.startsWith("serviceTask_verifyRecoveryPoint/")
                  ? total
                  : sizes.getOrDefault(key, 0L);
          observed.add(
              new Observed(key, length, size > 0 ? OptionalLong.of(size) : OptionalLong.empty()));
        });
    return observed;
  }

  private static Map<String, Long> sizes(
      List<RecordEntry> lines, BiFunction<String, String, OptionalLong> bytes) {
    Map<String, Long> sizes = new HashMap<>();
    for (RecordEntry line : lines) {
      EntryDraft entry = line.entry();
      if (entry.kind() == EntryKind.FACT && entry.outcome().equals(Entries.RESTORED)) {
        String source = entry.detail(Entries.SOURCE);
        bytes
            .apply(entry.detail(Entries.POINT), source)
            .ifPresent(size -> sizes.put("serviceTask_restoreSource/" + source, size));
      }
    }
    return sizes;
  }

  /** How long a part takes; empty where nothing was measured and its size tells nothing. */
  public Optional<Range> of(Part part) {
    List<Observed> same = observed.stream().filter(it -> it.key().equals(part.key())).toList();
    if (same.isEmpty()) {
      return assumed(part);
    }
    int n = same.size();
    double p50 = scaled(same, part, 1).get(n / 2);
    double p90 = scaled(same, part, GROWTH).get((int) Math.ceil(0.9 * n) - 1);
    return Optional.of(new Range(length(p50), length(p90 * margin(n)), true));
  }

  private static List<Double> scaled(List<Observed> same, Part part, double growth) {
    return same.stream().map(one -> scaled(one, part.bytes(), growth)).sorted().toList();
  }

  /** The fewer were measured, the less their longest says about the next one. */
  private static double margin(int n) {
    return 1 + 1.0 / (n + 1);
  }

  private static Optional<Range> assumed(Part part) {
    if (part.bytes().isEmpty() || part.bytes().getAsLong() == 0) {
      return Optional.empty();
    }
    double seconds = part.bytes().getAsLong() / ASSUMED_PER_SECOND;
    return Optional.of(new Range(length(seconds), length(seconds * CAUTION), false));
  }

  private static double scaled(Observed one, OptionalLong wanted, double growth) {
    double seconds = one.took().toMillis() / 1000.0;
    if (wanted.isEmpty() || one.bytes().isEmpty()) {
      return seconds;
    }
    double more = wanted.getAsLong() - one.bytes().getAsLong();
    if (one.bytes().getAsLong() >= TELLING) {
      double times = (double) wanted.getAsLong() / one.bytes().getAsLong();
      return seconds * (times > 1 ? Math.pow(times, growth) : times);
    }
    return seconds + Math.max(0, more) / ASSUMED_PER_SECOND;
  }

  private static Duration length(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
