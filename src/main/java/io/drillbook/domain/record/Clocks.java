package io.drillbook.domain.record;

import io.drillbook.domain.record.Intervals.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of a run went. Machine, people and idle add up to the total.
 *
 * @param total from detection until the service was confirmed, else until the run's end, else until
 *     now
 * @param machine at least one automated step or attempt was going on
 * @param people somebody was waited for, and no machine worked
 * @param idle neither: before the run was started, and waits for a time or a message
 * @param running whether the clock still runs
 */
public record Clocks(
    Duration total, Duration machine, Duration people, Duration idle, boolean running) {

  static Clocks of(Run run, List<RecordEntry> entries, List<TimelineStep> spans, Instant now) {
    Optional<Instant> stopped = stoppedAt(run, entries);
    Instant from = run.detectedAt();
    Instant until = stopped.orElse(now);
    if (until.isBefore(from)) {
      return new Clocks(
          Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, stopped.isEmpty());
    }
    Intervals machine = active(spans, StepNature.AUTOMATED, until).within(from, until);
    Intervals people = active(spans, StepNature.TASK, until).within(from, until).minus(machine);
    Duration total = Duration.between(from, until);
    Duration idle = total.minus(machine.length()).minus(people.length());
    return new Clocks(total, machine.length(), people.length(), idle, stopped.isEmpty());
  }

  /** When the clock against the RTO stopped; empty while it runs. */
  static Optional<Instant> stoppedAt(Run run, List<RecordEntry> entries) {
    if (Asserted.isWhole(entries)) {
      return Asserted.over(entries).or(run::endedAt).or(() -> lastLine(entries));
    }
    return confirmedAt(entries)
        .or(() -> DrillReview.began(entries))
        .or(run::endedAt)
        .or(() -> lastLine(entries));
  }

  /**
   * When the service was confirmed and stayed so: the last confirmation, unless it was withdrawn
   * after it. A rollback must not leave a run with the fine figures of what it rolled back.
   */
  static Optional<Instant> confirmedAt(List<RecordEntry> entries) {
    Instant confirmed = null;
    for (RecordEntry line : entries) {
      EntryDraft entry = line.entry();
      if (entry.kind() == EntryKind.SERVICE_CONFIRMED) {
        confirmed = entry.at();
      } else if (entry.kind() == EntryKind.FACT
          && entry.outcome().equals(Entries.SERVICE_WITHDRAWN)) {
        confirmed = null;
      }
    }
    return Optional.ofNullable(confirmed);
  }

  private static Optional<Instant> lastLine(List<RecordEntry> entries) {
    return entries.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.RUN_ENDED)
        .map(EntryDraft::at)
        .findFirst();
  }

  private static Intervals active(List<TimelineStep> spans, StepNature nature, Instant until) {
    return Intervals.union(
        spans.stream()
            .filter(span -> span.nature() == nature)
            .map(span -> new Interval(span.began(), end(span, until)))
            .toList());
  }

  private static Instant end(TimelineStep span, Instant until) {
    Instant end = span.ended().orElse(until);
    return end.isBefore(span.began()) ? span.began() : end;
  }
}
