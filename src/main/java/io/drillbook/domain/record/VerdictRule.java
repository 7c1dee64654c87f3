package io.drillbook.domain.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run's verdict follows from its record. Nobody types a verdict in.
 *
 * <p>The goal of a backup is a sealed recovery point, of every other run a confirmed service.
 * Without it a run is abandoned where somebody gave it up, else failed. With it, the worst of what
 * follows counts: an objective was missed, a guard was overridden, a step was skipped. Attempts
 * that failed and were made good do not count.
 */
public final class VerdictRule {
  private VerdictRule() {}

  /**
   * The verdict of a run that ends now.
   *
   * @param rpo the loss allowed by source; empty where none applies
   */
  public static Verdict verdict(
      Run run, List<RecordEntry> entries, Map<String, Duration> rpo, Instant endedAt) {
    List<RecordEntry> inTime = Timeline.inTime(entries);
    Optional<Instant> goal = goalReachedAt(run, inTime);
    if (goal.isEmpty()) {
      return decided(inTime, Choice.ABANDON) ? Verdict.ABANDONED : Verdict.FAILED;
    }
    Score score = Score.of(run, inTime, rpo, endedAt);
    if (run.kind() != RunKind.BACKUP && !(score.rtoMet() && score.rpoMet())) {
      return Verdict.OBJECTIVE_MISSED;
    }
    if (decided(inTime, Choice.OVERRIDE)) {
      return Verdict.SUCCEEDED_WITH_OVERRIDES;
    }
    return decided(inTime, Choice.SKIP) ? Verdict.SUCCEEDED_WITH_SKIPS : Verdict.SUCCEEDED;
  }

  private static Optional<Instant> goalReachedAt(Run run, List<RecordEntry> inTime) {
    if (run.kind() != RunKind.BACKUP) {
      return Clocks.confirmedAt(inTime);
    }
    return inTime.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.FACT)
        .filter(entry -> entry.outcome().equals(Entries.SEALED))
        .map(EntryDraft::at)
        .findFirst();
  }

  private static boolean decided(List<RecordEntry> inTime, Choice choice) {
    return inTime.stream()
        .map(RecordEntry::entry)
        .anyMatch(
            entry -> entry.kind() == EntryKind.DECISION && entry.outcome().equals(choice.id()));
  }
}
