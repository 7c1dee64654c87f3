package io.drillbook.usecase.pause;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RecordStore;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that captures happen within their pause: after a server died, or once writes go on, a
 * capture would hold what nobody wanted in it, and keep production waiting for it.
 */
public final class HoldPause {
  private static final Set<EntryKind> ATTEMPTS =
      Set.of(EntryKind.ATTEMPT_BEGAN, EntryKind.ATTEMPT_ENDED, EntryKind.ATTEMPT_FAILED);

  private final OwedStore owed;
  private final RecordStore record;

  /** A use case over these stores. */
  public HoldPause(OwedStore owed, RecordStore record) {
    this.owed = owed;
    this.record = record;
  }

  /**
   * Lets a capture for a recovery point begin, or keep what it has got. Nothing is asked where
   * nothing was paused.
   *
   * @param step the capture
   * @param attempt which attempt at it this is
   * @throws Fault PAUSE_ENDED
   */
  public void require(String runId, String point, StepRef step, int attempt) {
    List<OwedProgram> programs = owed.of(runId).stream().filter(it -> it.isFor(point)).toList();
    if (programs.isEmpty()) {
      return;
    }
    if (programs.stream().anyMatch(it -> it.interrupted() || !it.isOpen())) {
      throw over(runId, "it was over before the capture was");
    }
    if (attempt > 1 && wasInterrupted(runId, step, attempt)) {
      owed.interrupt(runId);
      throw over(runId, "the capture was interrupted meanwhile");
    }
  }

  /** The attempt before left no end, or was cancelled as a server that stops does. */
  private boolean wasInterrupted(String runId, StepRef step, int attempt) {
    EntryDraft last = null;
    for (RecordEntry line : record.entries(runId)) {
      EntryDraft entry = line.entry();
      if (ATTEMPTS.contains(entry.kind())
          && entry.attempt() < attempt
          && entry.step().equals(step.id())
          && entry.detail(Entries.SUBJECT).equals(step.subject())) {
        last = entry;
      }
    }
    return last != null
        && (last.kind() == EntryKind.ATTEMPT_BEGAN
            || last.outcome().equals(FaultCode.CANCELLED.name()));
  }

  static Fault over(String runId, String why) {
    return new Fault(
        FaultCode.PAUSE_ENDED,
        "unable to go on with captures whose pause has ended, " + why + ": '" + runId + "'",
        "What was paused is undone first; then take another backup.");
  }
}
