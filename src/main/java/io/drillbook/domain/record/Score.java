package io.drillbook.domain.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run achieved against the objectives: the score of a drill, the figures of an incident.
 *
 * @param rto the time allowed, zero where none applies
 * @param achievedRto detection until service confirmed, else until the end, else until now
 * @param confirmed whether the service is confirmed; without it no RTO is met
 * @param sources by name; only sources whose restore took effect
 * @param assisted whether the target was there before the drill: it proves less
 */
public record Score(
    Duration rto,
    Duration achievedRto,
    boolean confirmed,
    List<SourceScore> sources,
    boolean assisted) {
  /** The fact of a drill whose target was there before it. */
  public static final String ASSISTED = "assisted";

  public Score {
    sources = List.copyOf(sources);
  }

  /**
   * What one source lost.
   *
   * @param point the recovery point that was restored last
   * @param dataTime the instant whose data it holds
   * @param achievedRpo detection minus data time, never negative
   * @param rpo the loss allowed; empty where none applies
   */
  public record SourceScore(
      String source, String point, Instant dataTime, Duration achievedRpo, Optional<Duration> rpo) {
    /** Whether the loss is allowed. */
    public boolean met() {
      return rpo.map(allowed -> achievedRpo.compareTo(allowed) <= 0).orElse(true);
    }
  }

  /**
   * Measures a run.
   *
   * @param rpo the loss allowed by source; empty where none applies, such as a restore of a point
   *     that somebody chose
   */
  public static Score of(
      Run run, List<RecordEntry> entries, Map<String, Duration> rpo, Instant now) {
    List<RecordEntry> inTime = Timeline.inTime(entries);
    Instant until = Clocks.stoppedAt(run, inTime).orElse(now);
    boolean confirmed = Clocks.confirmedAt(inTime).isPresent();
    return new Score(
        run.rto(),
        lapse(run.detectedAt(), until),
        confirmed,
        sources(run, inTime, rpo),
        isAssisted(inTime));
  }

  /** Whether the service was confirmed in time; true where no RTO applies. */
  public boolean rtoMet() {
    return rto.isZero() || (confirmed && achievedRto.compareTo(rto) <= 0);
  }

  /** Whether every source lost no more than is allowed. */
  public boolean rpoMet() {
    return sources.stream().allMatch(SourceScore::met);
  }

  private static List<SourceScore> sources(
      Run run, List<RecordEntry> inTime, Map<String, Duration> rpo) {
    Map<String, SourceScore> bySource = new TreeMap<>();
    for (RecordEntry line : inTime) {
      EntryDraft entry = line.entry();
      if (entry.kind() == EntryKind.FACT && entry.outcome().equals(Entries.RESTORED)) {
        String source = entry.detail(Entries.SOURCE);
        Instant dataTime = Instant.parse(entry.detail(Entries.DATA_TIME));
        bySource.put(
            source,
            new SourceScore(
                source,
                entry.detail(Entries.POINT),
                dataTime,
                lapse(dataTime, run.detectedAt()),
                Optional.ofNullable(rpo.get(source))));
      }
    }
    return List.copyOf(bySource.values());
  }

  private static boolean isAssisted(List<RecordEntry> inTime) {
    return inTime.stream()
        .map(RecordEntry::entry)
        .anyMatch(entry -> entry.kind() == EntryKind.FACT && entry.outcome().equals(ASSISTED));
  }

  private static Duration lapse(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }
}
