package io.drillbook.engine.runbook;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Choice;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Answers what the model of an approval asks: whose turn it is and when the time is up. It reads
 * the record, not variables and not the plan, which somebody may have changed meanwhile.
 */
public final class ApprovalFacts {
  private static final String FAIL_BACK = "fail-back";
  private static final String OVERWRITE = "overwrite";

  private final RecordStore record;
  private final Plans plans;

  /** Facts of this record and these plans. */
  public ApprovalFacts(RecordStore record, Plans plans) {
    this.record = record;
    this.plans = plans;
  }

  /**
   * Whether data may be restored into the target without asking: it is no production, or this very
   * recovery point, replayed as far, was approved for it in this run, or it is home and going home
   * was approved in this run. Asking again then would keep a service waiting that is fenced
   * already. Another point than the one that was approved loses other data, so it is asked for,
   * also on the way home.
   */
  public boolean mayBeWritten(DelegateExecution execution) {
    String target = RunbookFacts.text(execution, Variables.TARGET).orElse("");
    if (target.isEmpty()) {
      return true;
    }
    String system = String.valueOf(execution.getVariable(Variables.SYSTEM));
    ProtectionPlan plan = plans.plan(system);
    return !plan.target(target).production()
        || ApprovalLines.all(record.entries(execution.getProcessBusinessKey())).stream()
            .filter(Approval::isInForce)
            .filter(approval -> target.equals(approval.target()))
            .anyMatch(approval -> covers(approval, plan, execution));
  }

  private static boolean covers(
      Approval approval, ProtectionPlan plan, DelegateExecution execution) {
    if (FAIL_BACK.equals(approval.subject())) {
      return !Choice.OTHER_POINT.id().equals(execution.getVariable(Variables.DECISION));
    }
    Optional<String> point = RunbookFacts.text(execution, Variables.POINT);
    return OVERWRITE.equals(approval.subject())
        && point.isPresent()
        && approval.point().equals(point)
        && approval.until().equals(RunbookFacts.goal(plan, execution).map(RecoveryGoal::text));
  }

  /** The groups whose members may vote by now. */
  public List<String> groups(DelegateExecution execution) {
    return approval(execution).groups();
  }

  /** When silence counts as no. */
  public Date expiresAt(DelegateExecution execution) {
    return Date.from(approval(execution).expiresAt());
  }

  /** When the deputies are called; never, which is after the expiry, where there are none. */
  public Date deputiesDueAt(DelegateExecution execution) {
    Approval approval = approval(execution);
    return due(approval, approval.rule().deputies().flatMap(it -> approval.rule().deputiesAfter()));
  }

  /** When the level after the deputies is called; never where there is none. */
  public Date nextLevelDueAt(DelegateExecution execution) {
    Approval approval = approval(execution);
    return due(approval, approval.rule().next().flatMap(it -> approval.rule().nextAfter()));
  }

  private static Date due(Approval approval, Optional<Duration> after) {
    Instant never = approval.expiresAt().plus(Duration.ofDays(1));
    return Date.from(after.map(approval.askedAt()::plus).orElse(never));
  }

  private Approval approval(DelegateExecution execution) {
    String id = execution.getProcessInstanceId();
    return ApprovalLines.find(record.entries(execution.getProcessBusinessKey()), id)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INTERNAL,
                    "unable to find the approval on the record: '" + id + "'",
                    "The runbook has to ask before it waits."));
  }
}
