package io.drillbook.domain.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final RunRecord record = new RunRecord(RunKind.INCIDENT);

  @Test
  void a_step_that_was_tried_again_is_shown_by_its_attempts_with_the_reason_of_the_failure() {
    StepRef restore = RunRecord.step("restore");
    record.add(Entries.stepBegan(at(0), restore, "engine", StepNature.AUTOMATED));
    record.add(Entries.attemptBegan(at(1), restore, "w1", 1));
    record.add(
        Entries.attemptFailed(at(5), restore, "w1", 1, FaultCode.RESTORE_FAILED, "disk gone"));
    record.add(Entries.attemptBegan(at(8), restore, "w2", 2));
    record.add(Entries.attemptEnded(at(9), restore, "w2", 2, "done"));
    record.add(Entries.stepEnded(at(10), restore, "engine", "done"));

    assertThat(record.timeline(99).steps())
        .extracting(
            TimelineStep::attempt, TimelineStep::actor, TimelineStep::outcome, TimelineStep::reason)
        .containsExactly(tuple(1, "w1", "RESTORE_FAILED", "disk gone"), tuple(2, "w2", "done", ""));
    assertThat(record.timeline(99).clocks().machine()).hasSeconds(10);
  }

  @Test
  void an_attempt_cut_off_by_a_crash_is_shown_as_lost_and_a_late_report_belongs_to_it() {
    StepRef restore = RunRecord.step("restore");
    record.add(Entries.attemptBegan(at(1), restore, "w1", 1));
    record.add(Entries.attemptBegan(at(60), restore, "w2", 2));
    assertThat(record.timeline(70).steps())
        .extracting(TimelineStep::outcome, TimelineStep::ended)
        .containsExactly(tuple("lost", Optional.of(at(60))), tuple("", Optional.empty()));

    record.add(Entries.attemptFailed(at(65), restore, "w1", 1, FaultCode.CANCELLED, "lease lost"));
    assertThat(record.timeline(70).steps())
        .extracting(TimelineStep::outcome, TimelineStep::ended)
        .containsExactly(tuple("CANCELLED", Optional.of(at(65))), tuple("", Optional.empty()));
  }

  @Test
  void a_failed_attempt_whose_beginning_was_rolled_back_is_there_all_the_same() {
    record.add(
        Entries.attemptFailed(
            at(5), RunRecord.step("check"), "engine", 1, FaultCode.CHECK_FAILED, "no rows"));
    assertThat(record.timeline(99).steps())
        .extracting(TimelineStep::step, TimelineStep::outcome, TimelineStep::ended)
        .containsExactly(tuple("check", "CHECK_FAILED", Optional.of(at(5))));
  }

  @Test
  void a_short_step_that_failed_for_good_took_as_long_as_the_step_until_then() {
    StepRef check = RunRecord.step("check");
    record.add(Entries.attemptFailed(at(5), check, "e", 0, FaultCode.CHECK_FAILED, "no rows"));
    record.add(Entries.stepBegan(at(2), check, "e", StepNature.AUTOMATED));
    record.add(Entries.stepEnded(at(6), check, "e", ""));
    assertThat(record.timeline(99).steps())
        .extracting(TimelineStep::began, TimelineStep::ended, TimelineStep::reason)
        .containsExactly(tuple(at(2), Optional.of(at(5)), "no rows"));
  }

  @Test
  void lines_that_were_numbered_at_the_commit_are_read_in_the_order_of_time() {
    StepRef check = RunRecord.step("check");
    record.add(Entries.attemptBegan(at(2), check, "engine", 1));
    record.add(Entries.attemptEnded(at(3), check, "engine", 1, "done"));
    record.add(Entries.stepBegan(at(1), check, "engine", StepNature.AUTOMATED));
    record.add(Entries.stepEnded(at(4), check, "engine", "done"));

    assertThat(record.timeline(99).steps())
        .extracting(TimelineStep::attempt, TimelineStep::began, TimelineStep::ended)
        .containsExactly(tuple(1, at(2), Optional.of(at(3))));
    assertThat(record.timeline(99).clocks().machine()).hasSeconds(3);
  }

  @Test
  void copies_of_one_step_side_by_side_are_told_apart_by_their_subject() {
    StepRef db = new StepRef("restore", "Restore", "db");
    StepRef media = new StepRef("restore", "Restore", "media");
    record.add(Entries.stepBegan(at(0), db, "e", StepNature.AUTOMATED));
    record.add(Entries.stepBegan(at(1), media, "e", StepNature.AUTOMATED));
    record.add(Entries.stepEnded(at(5), db, "e", "done"));
    assertThat(record.timeline(9).steps())
        .extracting(TimelineStep::subject, TimelineStep::ended)
        .containsExactly(tuple("db", Optional.of(at(5))), tuple("media", Optional.empty()));
  }

  @Test
  void a_task_shows_who_took_it_how_long_it_waited_and_what_was_decided_why() {
    StepRef approve = RunRecord.step("approve");
    record.add(Entries.taskOpened(at(10), approve, "approvers"));
    assertThat(record.timeline(20).steps().get(0).actor()).isEqualTo("approvers");
    record.add(Entries.taskClaimed(at(30), approve, "bea"));
    record.add(Entries.decision(at(40), approve, "bea", Choice.REJECT, "wrong site"));
    record.add(Entries.taskCompleted(at(40), approve, "bea", ""));

    TimelineStep row = record.timeline(99).steps().get(0);
    assertThat(row.actor()).isEqualTo("bea");
    assertThat(row.outcome()).isEqualTo("reject");
    assertThat(row.reason()).isEqualTo("wrong site");
    assertThat(row.length(at(99))).hasSeconds(30);
  }

  @Test
  void a_cancelled_task_ends_and_the_end_of_the_run_closes_what_is_open() {
    record.add(Entries.taskOpened(at(0), RunRecord.step("t"), "oncall"));
    record.add(Entries.stepCancelled(at(5), RunRecord.step("t"), "engine", "expired"));
    record.add(Entries.stepBegan(at(6), RunRecord.step("s"), "e", StepNature.AUTOMATED));
    record.add(Entries.runEnded(at(9), "engine", Verdict.FAILED));
    assertThat(record.timeline(99).steps())
        .extracting(TimelineStep::outcome, TimelineStep::ended)
        .containsExactly(tuple("cancelled", Optional.of(at(5))), tuple("", Optional.of(at(9))));
  }

  @Test
  void decisions_refusals_warnings_and_facts_are_moments() {
    record.add(Entries.refused(at(1), RunRecord.step("approve"), "ada", "approve", "declared it"));
    record.decided(2, Choice.SKIP);
    record.add(Entries.rtoWarning(at(3), 50, Duration.ofSeconds(50)));
    assertThat(record.timeline(9).moments())
        .extracting(TimelineMoment::kind, TimelineMoment::outcome, TimelineMoment::reason)
        .containsExactly(
            tuple(EntryKind.REFUSED, "approve", "declared it"),
            tuple(EntryKind.DECISION, "skip", "because"),
            tuple(EntryKind.WARNING, "rto-50", ""));
  }

  private static Instant at(long seconds) {
    return RunRecord.at(seconds);
  }
}
