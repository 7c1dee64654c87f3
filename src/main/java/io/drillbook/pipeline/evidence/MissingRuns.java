package io.drillbook.pipeline.evidence;

import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.Without;
import io.drillbook.pipeline.evidence.AnchorBook.Anchored;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Runs that ended in a period and have no pack in it. */
record MissingRuns(PeriodEvidence period) {
  /** Of the servers of one installation. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /**
   * Whoever changes a record takes its pack away: a reason that is signed does not bring it back.
   */
  List<PackFinding> withoutPack(int most) {
    return period.without().stream()
        .filter(Without::hasEnded)
        .limit(most)
        .map(
            it ->
                new PackFinding(
                    0,
                    "unable to find a pack of a run that has ended: '" + it.run() + "'",
                    "The export said: " + it.why() + "."))
        .toList();
  }

  /**
   * What was anchored is in the period, or goes on.
   *
   * @param listed runs that have a pack
   */
  List<PackFinding> leftOut(AnchorBook book, Set<String> listed) {
    Set<String> known = new HashSet<>(listed);
    period.without().stream().filter(it -> !it.hasEnded()).map(Without::run).forEach(known::add);
    return book.ended().stream()
        .filter(it -> isOurs(it) && !known.contains(it.head().run()))
        .map(
            it ->
                new PackFinding(
                    0,
                    "unable to find a run that was anchored: '" + it.head().run() + "'",
                    "It ended in the period, and was left out of the evidence."))
        .toList();
  }

  private boolean isOurs(Anchored anchored) {
    return anchored.head().system().equals(period.system())
        && anchored
            .head()
            .endedAt()
            .map(ended -> endedInside(ended, anchored.at()))
            .orElseGet(() -> wasWhollyInside(anchored));
  }

  /** An end of shortly before the export may have been committed after it. */
  private boolean endedInside(Instant ended, Instant anchoredAt) {
    boolean known = anchoredAt.isBefore(period.exportedAt());
    return !ended.isBefore(period.from())
        && ended.isBefore(period.to())
        && (known || ended.isBefore(period.exportedAt().minus(CLOCKS_DIFFER)));
  }

  /** The first anchors tell only that a run had ended when they were made. */
  private boolean wasWhollyInside(Anchored anchored) {
    boolean early = period.exportedAt().isBefore(period.to());
    Instant until = early ? period.exportedAt() : period.to();
    return !anchored.head().startedAt().isBefore(period.from()) && anchored.at().isBefore(until);
  }
}
