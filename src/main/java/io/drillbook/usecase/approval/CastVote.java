package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.Vote;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.people.People;
import io.drillbook.spi.runbook.Votes;
import io.drillbook.spi.runbook.Votes.Ballot;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.Optional;

/** Takes a person's vote on an approval, once. */
public final class CastVote {
  private final RecordStore record;
  private final People people;
  private final Votes votes;
  private final Clock clock;

  /** A use case over these ports. */
  public CastVote(RecordStore record, People people, Votes votes, Clock clock) {
    this.record = record;
    this.people = people;
    this.votes = votes;
    this.clock = clock;
  }

  /**
   * What a person answers.
   *
   * @param approvalId of the approval that the person saw
   * @param target the name of the target as it was typed
   */
  public record Answer(
      String runId, String approvalId, Choice choice, String target, String reason) {}

  /** What became of it. */
  public enum Result {
    /** It stands; also where the very same vote stood before. */
    TAKEN,
    /** The vote of somebody else is being counted: try again in a moment. */
    COUNTING
  }

  /**
   * Votes. The same vote a second time changes nothing.
   *
   * @throws Fault NOT_ALLOWED or INPUT_INVALID; the try is on the record
   */
  public Result cast(Answer answer, String person) {
    Ballot ballot =
        new Ballot(
            answer.runId(), answer.approvalId(), answer.choice(), answer.target(), answer.reason());
    Approval approval =
        ApprovalLines.find(record.entries(ballot.runId()), ballot.approvalId())
            .orElseThrow(() -> unknown(ballot));
    if (isRepeated(approval, ballot, person)) {
      return Result.TAKEN;
    }
    Optional<String> objection =
        approval.objection(person, people.groupsOf(person), clock.instant());
    if (objection.isPresent()) {
      throw refused(approval, ballot, person, objection.orElseThrow());
    }
    return votes.vote(ballot, person) || hasVoted(ballot, person) ? Result.TAKEN : Result.COUNTING;
  }

  private static boolean isRepeated(Approval approval, Ballot ballot, String person) {
    return approval
        .voteOf(person)
        .map(Vote::choice)
        .filter(choice -> choice == ballot.choice())
        .isPresent();
  }

  /** The other of two posts at the same moment may have been quicker. */
  private boolean hasVoted(Ballot ballot, String person) {
    return ApprovalLines.find(record.entries(ballot.runId()), ballot.approvalId())
        .filter(approval -> isRepeated(approval, ballot, person))
        .isPresent();
  }

  private Fault refused(Approval approval, Ballot ballot, String person, String why) {
    StepRef step =
        StepRef.of(
            ApprovalLines.STEP, "Approve " + approval.subject() + " to " + approval.target());
    record.appendNow(
        ballot.runId(), Entries.refused(clock.instant(), step, person, "approve", why));
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to take the answer of '" + person + "'",
        why + " The try is on the record of the run.");
  }

  private static Fault unknown(Ballot ballot) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the approval: '" + ballot.approvalId() + "'",
        "Open the page again: it shows what is asked now.");
  }
}
