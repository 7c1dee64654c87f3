package io.drillbook.domain.finding;

import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a drill's record says about its steps.
 *
 * @param lines the record, in its order
 * @param verdict that follows from it
 */
public record DrillResult(List<RecordEntry> lines, Verdict verdict) {
  /** The fact of a drill whose clean-up was proven. */
  public static final String SANDBOX_IS_GONE = "sandbox is gone";

  private static final String DISCARD = "serviceTask_discardSandbox";

  public DrillResult {
    lines = List.copyOf(lines);
  }

  /** What did not pass, if anything. */
  public record Failing(String step, String what, Severity severity) {}

  /** The first thing to answer for: a step that failed for good, the clean-up, or an objective. */
  public Optional<Failing> failing() {
    if (verdict == Verdict.FAILED || verdict == Verdict.ABANDONED) {
      return Optional.of(failedStep());
    }
    if (began(DISCARD) && !found(SANDBOX_IS_GONE)) {
      return Optional.of(
          new Failing(DISCARD, "the sandbox could not be discarded", Severity.SHORTFALL));
    }
    return verdict.isGood()
        ? Optional.empty()
        : Optional.of(
            new Failing(
                DrillFinding.OBJECTIVE, "the drill ended " + verdict.id(), Severity.SHORTFALL));
  }

  /** Whether a step that an earlier drill failed at is passed by this one. */
  public boolean passed(String step) {
    if (DISCARD.equals(step)) {
      return found(SANDBOX_IS_GONE);
    }
    if (DrillFinding.OBJECTIVE.equals(step)) {
      return verdict.isGood();
    }
    int failed = last(step, EntryKind.ATTEMPT_FAILED);
    int ended = Math.max(last(step, EntryKind.ATTEMPT_ENDED), last(step, EntryKind.STEP_ENDED));
    boolean wasThere = began(step) && ended >= 0;
    // A drill in which somebody skipped steps is good enough to end, and proves none of them.
    boolean made = verdict == Verdict.SUCCEEDED || failed < 0;
    return wasThere && (made || last(step, EntryKind.ATTEMPT_ENDED) > failed);
  }

  private Failing failedStep() {
    return entries().stream()
        .filter(entry -> entry.kind() == EntryKind.ATTEMPT_FAILED)
        .filter(entry -> !DISCARD.equals(entry.step()))
        .reduce((first, second) -> second)
        .map(
            entry ->
                new Failing(
                    entry.step(),
                    entry.name() + ": " + entry.detail(Entries.REASON),
                    Severity.INCIDENT))
        .orElseGet(
            () ->
                new Failing(
                    DrillFinding.OBJECTIVE, "the drill ended " + verdict.id(), Severity.INCIDENT));
  }

  private boolean began(String step) {
    return entries().stream()
        .anyMatch(
            entry ->
                entry.step().equals(step)
                    && (entry.kind() == EntryKind.STEP_BEGAN
                        || entry.kind() == EntryKind.ATTEMPT_BEGAN));
  }

  private boolean found(String fact) {
    return entries().stream()
        .anyMatch(entry -> entry.kind() == EntryKind.FACT && entry.outcome().equals(fact));
  }

  private int last(String step, EntryKind kind) {
    List<EntryDraft> all = entries();
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).kind() == kind && all.get(i).step().equals(step)) {
        return i;
      }
    }
    return -1;
  }

  private List<EntryDraft> entries() {
    return lines.stream().map(RecordEntry::entry).toList();
  }
}
