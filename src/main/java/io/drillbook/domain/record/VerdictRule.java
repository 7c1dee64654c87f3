package io.drillbook.domain.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a run's verdict follows from its record. Nobody types a verdict in.
 *
 * <p>The goal of a backup is a sealed recovery point; of a check, an expiry, a rotation and a look
 * at readiness that it went to its end; of a restore, a drill and a fail-back that a restore took
 * effect and the service was confirmed, of a drill also that its record is complete; of an incident
 * a confirmed service, by whatever means. Without it a run is abandoned where somebody gave it up,
 * else failed. With it, the worst of what follows counts: an objective was missed, a guard was
 * overridden, a step was skipped, by a person or, where a source is not required, by the plan.
 * Attempts that failed and were made good do not count.
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
    if (Asserted.isWhole(inTime)) {
      return Verdict.ASSERTED;
    }
    if (!goalReached(run, inTime)) {
      return givenUp(run, inTime) ? Verdict.ABANDONED : Verdict.FAILED;
    }
    Score score = Score.of(run, inTime, rpo, endedAt);
    if (run.kind().isMeasured() && !(score.rtoMet() && score.rpoMet())) {
      return Verdict.OBJECTIVE_MISSED;
    }
    if (decided(inTime, Choice.OVERRIDE)) {
      return Verdict.SUCCEEDED_WITH_OVERRIDES;
    }
    return decided(inTime, Choice.SKIP) || found(inTime, Entries.SOURCE_MISSING)
        ? Verdict.SUCCEEDED_WITH_SKIPS
        : Verdict.SUCCEEDED;
  }

  private static boolean goalReached(Run run, List<RecordEntry> inTime) {
    boolean confirmed = Clocks.confirmedAt(inTime).isPresent();
    return switch (run.kind()) {
      case BACKUP -> found(inTime, Entries.SEALED);
      case CHECK -> found(inTime, Entries.CHECKED);
      case EXPIRY -> found(inTime, Entries.EXPIRED);
      case ROTATION -> found(inTime, Entries.ROTATED);
      case READINESS -> found(inTime, Entries.READINESS);
      case DRILL ->
          confirmed && found(inTime, Entries.RESTORED) && !found(inTime, DrillReview.INCOMPLETE);
      case RESTORE, FAILBACK -> confirmed && found(inTime, Entries.RESTORED);
      case INCIDENT -> confirmed;
    };
  }

  /** An expiry and a fail-back are over with a no; an incident goes on after one. */
  private static boolean givenUp(Run run, List<RecordEntry> inTime) {
    return decided(inTime, Choice.ABANDON)
        || (Set.of(RunKind.EXPIRY, RunKind.FAILBACK).contains(run.kind())
            && decided(inTime, Choice.REJECT));
  }

  private static boolean found(List<RecordEntry> inTime, String fact) {
    return inTime.stream()
        .map(RecordEntry::entry)
        .anyMatch(entry -> entry.kind() == EntryKind.FACT && entry.outcome().equals(fact));
  }

  private static boolean decided(List<RecordEntry> inTime, Choice choice) {
    return inTime.stream()
        .map(RecordEntry::entry)
        .anyMatch(
            entry -> entry.kind() == EntryKind.DECISION && entry.outcome().equals(choice.id()));
  }
}
