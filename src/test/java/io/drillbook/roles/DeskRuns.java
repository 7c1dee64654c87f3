package io.drillbook.roles;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.MembersThen;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationContext;

/** Runs that are on the record only: drills, and an incident that asks for an approval. */
public final class DeskRuns {
  static final String OPEN = "incident-20261001T101500Z-4f2a9c";
  static final String DRILL = "drill-20261001T040000Z-000001";
  static final String LATE = "drill-20261002T040000Z-000002";
  static final String APPROVAL = "approval-1";
  private static final ApprovalRule RULE =
      new ApprovalRule(
          "approvers",
          1,
          Optional.of("managers"),
          Optional.of(Duration.ofMinutes(10)),
          Optional.empty(),
          Optional.empty(),
          Duration.ofDays(90));

  private final Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(40));

  private final ApplicationContext server;
  private final String said;
  private final String by;

  /**
   * Runs on the record of a server.
   *
   * @param said what a person typed
   * @param by who started one of the drills
   */
  public DeskRuns(ApplicationContext server, String said, String by) {
    this.server = server;
    this.said = said;
    this.by = by;
  }

  /** Writes them. */
  public void write() {
    run(DRILL, RunKind.DRILL, "oncall", day, Duration.ofHours(1));
    restored(DRILL, day.plusSeconds(600), Duration.ofHours(2));
    end(DRILL, day.plusSeconds(900), Verdict.SUCCEEDED);
    Instant later = day.plus(Duration.ofDays(1));
    run(LATE, RunKind.DRILL, by, later, Duration.ofMinutes(5));
    restored(LATE, later.plusSeconds(600), Duration.ofHours(30));
    write(
        LATE,
        Entries.decision(
            later.plusSeconds(700),
            StepRef.of("userTask_decideHowToContinue", "Decide " + said),
            "oncall",
            Choice.OVERRIDE,
            said + " and 100%_sure \"really\""));
    end(LATE, later.plusSeconds(900), Verdict.OBJECTIVE_MISSED);
    Instant now = Instant.now();
    run(OPEN, RunKind.INCIDENT, "oncall", now, Duration.ofHours(4));
    StepRef step = StepRef.of(ApprovalLines.STEP, "Approve cutover to standby");
    write(
        OPEN,
        Entries.taskCompleted(now, StepRef.of("userTask_assessScope", "Assess scope"), "paul", ""));
    write(
        OPEN,
        MembersThen.on(
            ApprovalLines.asked(
                now,
                step,
                "drillbook",
                APPROVAL,
                "standby",
                new ApprovalLines.Rule("cutover", RULE)),
            Map.of("approvers", List.of("approver", "paul"), "managers", List.of("manager"))));
    write(OPEN, ApprovalLines.called(now, step, "drillbook", APPROVAL, "managers"));
    writeApproval(later);
  }

  /** One that is over: asked before records told of members, refused by a person's words. */
  private void writeApproval(Instant at) {
    StepRef step = StepRef.of(ApprovalLines.STEP, "Approve overwrite to " + said);
    String id = "approval-0";
    write(
        LATE,
        ApprovalLines.asked(
            at, step, "drillbook", id, said, new ApprovalLines.Rule("overwrite", RULE)));
    write(LATE, ApprovalLines.vote(at.plusSeconds(9), step, "ann", Choice.REJECT, said, id, 1));
    Tally tally = new Tally(ApprovalState.REFUSED, 1, List.of(), List.of());
    write(LATE, ApprovalLines.ended(at.plusSeconds(9), step, "drillbook", id, tally));
  }

  private void run(String id, RunKind kind, String by, Instant at, Duration rto) {
    Run run =
        new Run(
            id,
            kind,
            "shop",
            Optional.of(Scenario.DATABASE_CORRUPTION),
            at,
            at,
            by,
            rto,
            false,
            "0".repeat(64),
            Optional.empty(),
            Optional.empty());
    server.getBean(RunStore.class).start(run);
    write(id, Entries.runStarted(run));
    write(
        id,
        AllowedLoss.line(
            at, "drillbook", server.getBean(Plans.class).plan("shop"), Optional.empty()));
  }

  private void restored(String run, Instant at, Duration lost) {
    StepRef step = StepRef.of("serviceTask_restoreSource", "Restore source");
    write(
        run,
        Entries.restored(
            at,
            step,
            "worker",
            server.getBean(Plans.class).plan("shop").sources().keySet().iterator().next(),
            "20260930T020000Z-4f2a9c",
            server.getBean(RunStore.class).find(run).orElseThrow().detectedAt().minus(lost)));
    write(run, Entries.serviceConfirmed(at, step, "worker", "checks held"));
  }

  private void end(String run, Instant at, Verdict verdict) {
    write(run, Entries.runEnded(at, "drillbook", verdict));
    server.getBean(RunStore.class).end(run, at, verdict);
  }

  private void write(String run, EntryDraft line) {
    server.getBean(RecordStore.class).appendNow(run, line);
  }
}
