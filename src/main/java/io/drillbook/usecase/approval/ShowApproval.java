package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.spi.people.People;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shows the newest approval of a run to one person: what is asked, how it stands, who may answer.
 */
public final class ShowApproval {
  private static final Set<String> EVIDENCE =
      Set.of(
          "verified",
          "contents equal",
          "check held",
          "CHECK FAILED",
          "trouble",
          "plan edited",
          "too few approvers");
  private static final int MOST = 8;

  private final RecordStore record;
  private final People people;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowApproval(RecordStore record, People people, Clock clock) {
    this.record = record;
    this.people = people;
    this.clock = clock;
  }

  /**
   * What a person sees.
   *
   * @param tally as it stands, or as it ended
   * @param objection why this person may not answer now; empty where nothing stands against it
   * @param evidence the newest facts that speak for or against a yes
   */
  public record View(
      Approval approval,
      ApprovalWords words,
      Tally tally,
      Instant now,
      Optional<String> objection,
      List<EntryDraft> evidence) {
    /** Whether answers are still taken. */
    public boolean isOpen() {
      return approval.ended().isEmpty() && tally.state() == ApprovalState.OPEN;
    }

    /** How it stands. */
    public ApprovalState state() {
      return approval.ended().orElse(tally.state());
    }
  }

  /**
   * Shows it.
   *
   * @throws Fault INPUT_INVALID where the run asks for no approval
   */
  public View show(String runId, String system, String person) {
    List<RecordEntry> lines = record.entries(runId);
    Approval approval =
        ApprovalLines.all(lines).stream()
            .reduce((first, second) -> second)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to find an approval of the run: '" + runId + "'",
                        "It has not asked for one yet; look at the run's page."));
    Instant now = clock.instant();
    return new View(
        approval,
        ApprovalWords.of(approval, system),
        approval.tally(people::groupsOf, now),
        now,
        approval.objection(person, people.groupsOf(person), now),
        evidence(lines));
  }

  private static List<EntryDraft> evidence(List<RecordEntry> lines) {
    List<EntryDraft> all =
        lines.stream()
            .map(RecordEntry::entry)
            .filter(line -> line.kind() == EntryKind.FACT && EVIDENCE.contains(line.outcome()))
            .toList();
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }
}
