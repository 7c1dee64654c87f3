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
  private static final String OUTDATED =
      "The plan was edited since this question was shown, so it is asked anew. Read it as it is now,"
          + " then answer.";

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
   * @param round which asking the person saw, see {@link Approval#round}
   * @param target the name of the target as it was typed
   */
  public record Answer(
      String runId, String approvalId, int round, Choice choice, String target, String reason) {}

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
   * @throws Fault NOT_ALLOWED, INPUT_INVALID, or ANSWER_OUTDATED where the person saw something
   *     else than what is asked now; the try is on the record
   */
  public Result cast(Answer answer, String person) {
    Ballot ballot =
        new Ballot(
            answer.runId(),
            answer.approvalId(),
            answer.round(),
            answer.choice(),
            answer.target(),
            answer.reason());
    Approval approval =
        ApprovalLines.find(record.entries(ballot.runId()), ballot.approvalId())
            .orElseThrow(() -> unknown(ballot));
    if (isRepeated(approval, ballot, person)) {
      return Result.TAKEN;
    }
    Optional<String> objection =
        approval.objection(person, people.groupsOf(person), clock.instant());
    if (objection.isPresent()) {
      throw refused(FaultCode.NOT_ALLOWED, approval, ballot, person, objection.orElseThrow());
    }
    if (ballot.round() != approval.round()) {
      throw refused(FaultCode.ANSWER_OUTDATED, approval, ballot, person, OUTDATED);
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

  private Fault refused(
      FaultCode code, Approval approval, Ballot ballot, String person, String why) {
    StepRef step =
        StepRef.of(
            ApprovalLines.STEP, "Approve " + approval.subject() + " to " + approval.target());
    record.appendNow(
        ballot.runId(), Entries.refused(clock.instant(), step, person, "approve", why));
    return new Fault(
        code,
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
