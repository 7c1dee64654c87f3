package io.drillbook.domain.record;

import java.time.Instant;
import java.util.Optional;

/** A row of the timeline while the record is being read. */
final class Span {
  /** What it is a row of. */
  enum Type {
    STEP,
    ATTEMPT,
    TASK
  }

  final Type type;
  final EntryDraft opening;
  String actor;
  Instant ended;
  String outcome = "";
  String reason = "";

  /** Whether the end was concluded from something else than the row's own line. */
  boolean endConcluded;

  Span(Type type, EntryDraft opening) {
    this.type = type;
    this.opening = opening;
    this.actor = opening.actor();
  }

  boolean isOf(EntryDraft entry) {
    return opening.step().equals(entry.step())
        && opening.detail(Entries.SUBJECT).equals(entry.detail(Entries.SUBJECT));
  }

  void end(EntryDraft by) {
    ended = by.at();
    outcome = by.outcome();
    reason = by.detail(Entries.REASON).isEmpty() ? reason : by.detail(Entries.REASON);
    actor = by.actor().isEmpty() ? actor : by.actor();
    endConcluded = false;
  }

  void concludeEnd(Instant at, String how) {
    ended = at;
    outcome = how;
    endConcluded = true;
  }

  boolean overlaps(Span other) {
    boolean beganBeforeOtherEnded = other.ended == null || !opening.at().isAfter(other.ended);
    return beganBeforeOtherEnded && (ended == null || !other.opening.at().isAfter(ended));
  }

  TimelineStep row() {
    return new TimelineStep(
        opening.name(),
        opening.step(),
        opening.detail(Entries.SUBJECT),
        nature(),
        actor,
        opening.at(),
        Optional.ofNullable(ended),
        opening.attempt(),
        outcome,
        reason);
  }

  private StepNature nature() {
    return switch (type) {
      case TASK -> StepNature.TASK;
      case ATTEMPT -> StepNature.AUTOMATED;
      case STEP -> StepNature.of(opening.detail(Entries.NATURE));
    };
  }
}
