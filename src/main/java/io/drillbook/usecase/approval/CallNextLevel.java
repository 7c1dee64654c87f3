package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.Optional;

/** Lets a further group vote; those who were called before may go on to. */
public final class CallNextLevel {
  private final RecordStore record;
  private final Clock clock;

  /** A use case over the record. */
  public CallNextLevel(RecordStore record, Clock clock) {
    this.record = record;
    this.clock = clock;
  }

  /** Who stands in. */
  public enum Level {
    DEPUTIES,
    NEXT;

    private Optional<String> group(ApprovalRule rule) {
      return this == DEPUTIES ? rule.deputies() : rule.next();
    }
  }

  /**
   * Calls them.
   *
   * @return the group; empty where the rule names none, or it was called already
   */
  public Optional<String> call(String runId, String approvalId, Level level, StepRef step) {
    Approval approval = ApprovalLines.find(record.entries(runId), approvalId).orElseThrow();
    Optional<String> group =
        level.group(approval.rule()).filter(it -> !approval.groups().contains(it));
    group.ifPresent(
        it ->
            record.append(
                runId, ApprovalLines.called(clock.instant(), step, "drillbook", approvalId, it)));
    return group;
  }
}
