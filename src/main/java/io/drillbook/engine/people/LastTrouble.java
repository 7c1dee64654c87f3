package io.drillbook.engine.people;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Why a person is asked at all: the newest thing in the record that went against the plan. It
 * stands above the evidence, which by then is long.
 */
final class LastTrouble {
  /** Why the task of a vote ends that is put anew: no trouble. */
  static final String ASKED_ANEW = "the plan was edited: it is asked anew";

  private static final Set<String> ASK_BECAUSE_OF_TROUBLE =
      Set.of(
          "userTask_decideHowToContinue",
          "userTask_decideRollback",
          "userTask_decideAboutPrimary",
          "userTask_decideAboutFence",
          "userTask_decideAboutOtherSide",
          "userTask_locateTraffic",
          "userTask_resolveSplitBrain",
          "userTask_findOutWhereTrafficGoes");
  private static final Set<String> BAD_FACTS = Set.of("CHECK FAILED", "observed");

  private LastTrouble() {}

  /** In one line; empty for tasks that belong to the good way. */
  static Optional<String> before(String task, List<EntryDraft> entries) {
    return ASK_BECAUSE_OF_TROUBLE.contains(task)
        ? entries.stream()
            .map(LastTrouble::inWords)
            .flatMap(Optional::stream)
            .reduce((first, last) -> last)
        : Optional.empty();
  }

  private static Optional<String> inWords(EntryDraft entry) {
    String reason = entry.detail(Entries.REASON);
    if (entry.kind() == EntryKind.ATTEMPT_FAILED) {
      return Optional.of(entry.name() + ": " + reason);
    }
    if (entry.kind() == EntryKind.DECISION && entry.outcome().equals(Choice.REJECT.id())) {
      return Optional.of(entry.name() + ": " + entry.actor() + " said no: " + reason);
    }
    if (entry.kind() == EntryKind.STEP_CANCELLED
        && entry.step().equals(ApprovalLines.STEP)
        && !entry.details().containsValue(ASKED_ANEW)) {
      return Optional.of(entry.name() + ": nobody answered in time, which counts as no");
    }
    return entry.kind() == EntryKind.FACT && BAD_FACTS.contains(entry.outcome())
        ? Optional.of(entry.name() + ": " + String.join(", ", entry.details().values()))
        : Optional.empty();
  }
}
