package io.drillbook.domain.finding;

import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the program itself must have written down of a drill before it may be closed. A drill that
 * failed need not have got as far as everything: that it failed is on the record then.
 */
public final class DrillFields {
  private static final String DISCARD = "serviceTask_discardSandbox";
  private static final String RESTORE = "callActivity_restoreSystem";

  private DrillFields() {}

  /** What is missing, in words; nothing where the record is complete. */
  public static List<String> missing(Run run, List<RecordEntry> lines) {
    List<String> missing = new ArrayList<>();
    boolean restored = has(lines, EntryKind.SERVICE_CONFIRMED, it -> true);
    require(missing, "participants", !run.startedBy().isBlank());
    require(
        missing,
        "objectives",
        !run.rto().isZero() && !AllowedLoss.of(lines, Optional.empty()).isEmpty());
    require(missing, "score", fact(lines, "scored"));
    require(missing, "recovery point", !restored || fact(lines, Entries.RESTORED));
    boolean touched = began(lines, RESTORE) || began(lines, DISCARD);
    // A clean-up that failed has a finding of its own, and a drill at night must not wait for
    // people.
    boolean accounted = fact(lines, DrillResult.SANDBOX_IS_GONE) || failed(lines, DISCARD);
    require(missing, "clean-up", !touched || accounted);
    return missing;
  }

  private static void require(List<String> missing, String what, boolean there) {
    if (!there) {
      missing.add(what);
    }
  }

  private static boolean began(List<RecordEntry> lines, String step) {
    return has(lines, EntryKind.STEP_BEGAN, it -> it.step().equals(step));
  }

  private static boolean failed(List<RecordEntry> lines, String step) {
    return has(lines, EntryKind.ATTEMPT_FAILED, it -> it.step().equals(step));
  }

  private static boolean fact(List<RecordEntry> lines, String outcome) {
    return has(lines, EntryKind.FACT, it -> it.outcome().equals(outcome));
  }

  private static boolean has(List<RecordEntry> lines, EntryKind kind, Predicate<EntryDraft> which) {
    return lines.stream()
        .map(RecordEntry::entry)
        .anyMatch(it -> it.kind() == kind && which.test(it));
  }
}
