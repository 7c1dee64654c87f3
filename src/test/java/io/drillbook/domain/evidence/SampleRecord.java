package io.drillbook.domain.evidence;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of an incident with a failed attempt, a wait for a person, a skip and a vote. */
public final class SampleRecord {
  public static final Instant DETECTED = Instant.parse("2026-11-21T02:00:00Z");
  public static final String RUN = "incident-20260101T000000Z-abcdef";

  private final List<RecordEntry> lines = new ArrayList<>();
  private final String reason;
  private ChainHead head = ChainHead.empty();
  private Instant now = DETECTED.plusSeconds(90);

  private SampleRecord(String reason) {
    this.reason = reason;
  }

  /** A record of about this many lines. */
  public static List<RecordEntry> of(int size) {
    return of(size, "the media are on a CDN, they follow later");
  }

  /** The same, in which people typed this as their reason. */
  public static List<RecordEntry> of(int size, String reason) {
    SampleRecord record = new SampleRecord(reason);
    record.write(size);
    return record.lines;
  }

  /** Where such a record ends. */
  public static ChainHead head(List<RecordEntry> lines) {
    RecordEntry last = lines.get(lines.size() - 1);
    return new ChainHead(last.number(), last.hash());
  }

  /** The run, ended. */
  public static Run run() {
    return new Run(
        RUN,
        RunKind.INCIDENT,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        DETECTED,
        DETECTED.plusSeconds(90),
        "olga",
        Duration.ofHours(4),
        false,
        "ab".repeat(32),
        Optional.of(DETECTED.plusSeconds(9000)),
        Optional.of(Verdict.SUCCEEDED_WITH_SKIPS));
  }

  private void write(int size) {
    add(Entries.runStarted(run()));
    StepRef assess = StepRef.of("userTask_assessScope", "Assess scope");
    add(Entries.taskOpened(pass(5), assess, "oncall", "task-1"));
    add(Entries.taskClaimed(pass(200), assess, "olga"));
    add(Entries.taskCompleted(pass(300), assess, "olga", "done"));
    for (int i = 0; lines.size() < size - 14; i++) {
      restore(new StepRef("serviceTask_restoreSource", "Restore source", "db" + i % 7), i);
    }
    StepRef decide = StepRef.of("userTask_decide", "Decide how to continue");
    add(Entries.taskOpened(pass(1), decide, "oncall", "task-2"));
    add(Entries.decision(pass(400), decide, "olga", Choice.SKIP, reason));
    add(Entries.taskCompleted(pass(1), decide, "olga", "skip"));
    add(
        Entries.restored(
            pass(60), decide, "restore-source", "db", "20261121T010000Z-aaaaaa", DETECTED));
    add(
        Entries.fact(
            pass(1), decide, "verify", "check held", Map.of("check", "sql", "detail", "2000")));
    add(Entries.refused(pass(1), decide, "mallory", "complete", "not a member of oncall"));
    add(Entries.notified(pass(1), decide, "drillbook", "shop is down", List.of("a@example.com")));
    add(Entries.serviceConfirmed(pass(30), decide, "confirm-service", "GET /status: 200"));
    add(Entries.runEnded(pass(20), "drillbook", Verdict.SUCCEEDED_WITH_SKIPS));
  }

  private void restore(StepRef step, int i) {
    add(Entries.stepBegan(pass(1), step, "engine", StepNature.AUTOMATED));
    add(Entries.attemptBegan(pass(1), step, "restore-source", 1));
    if (i % 3 == 0) {
      add(
          Entries.attemptFailed(
              pass(20),
              step,
              "restore-source",
              1,
              FaultCode.TARGET_UNREACHABLE,
              "no route: Prüfen"));
      add(Entries.attemptBegan(pass(30), step, "restore-source", 2));
    }
    add(Entries.attemptEnded(pass(40), step, "restore-source", i % 3 == 0 ? 2 : 1, "done"));
    add(Entries.stepEnded(pass(1), step, "engine", ""));
  }

  private Instant pass(int seconds) {
    now = now.plusSeconds(seconds);
    return now;
  }

  private void add(EntryDraft draft) {
    RecordEntry line = RecordChain.next(RUN, head, draft);
    head = new ChainHead(line.number(), line.hash());
    lines.add(line);
  }
}
