package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.people.People;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;

/** Counts the votes on the record, with the people and their groups as they are now. */
public final class CountVotes {
  private final RecordStore record;
  private final People people;
  private final Clock clock;

  /** A use case over these ports. */
  public CountVotes(RecordStore record, People people, Clock clock) {
    this.record = record;
    this.people = people;
    this.clock = clock;
  }

  /**
   * How they stand.
   *
   * @throws Fault INTERNAL where the approval is not on the record
   */
  public Tally count(String runId, String approvalId) {
    return ApprovalLines.find(record.entries(runId), approvalId)
        .map(approval -> approval.tally(people::groupsOf, clock.instant()))
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INTERNAL,
                    "unable to find the approval on the record: '" + approvalId + "'",
                    "The runbook has to ask before it counts."));
  }
}
