package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;

/** Ends an approval: the votes that were given in time decide, whatever ended the waiting. */
public final class ConcludeApproval {
  private final RecordStore record;
  private final CountVotes votes;
  private final Clock clock;

  /** A use case over the record. */
  public ConcludeApproval(RecordStore record, CountVotes votes, Clock clock) {
    this.record = record;
    this.votes = votes;
    this.clock = clock;
  }

  /** Ends it; the result is on the record. */
  public Tally conclude(String runId, String approvalId, StepRef step) {
    Tally tally = closed(votes.count(runId, approvalId));
    record.append(
        runId, ApprovalLines.ended(clock.instant(), step, "drillbook", approvalId, tally));
    return tally;
  }

  /** Somebody may have left since the votes were in: what is missing by then is no yes. */
  private static Tally closed(Tally tally) {
    return tally.state() == ApprovalState.OPEN
        ? new Tally(ApprovalState.EXPIRED, tally.required(), tally.counted(), tally.lapsed())
        : tally;
  }
}
