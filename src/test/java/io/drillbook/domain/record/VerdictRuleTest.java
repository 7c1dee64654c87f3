package io.drillbook.domain.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictRuleTest {
  private static final Map<String, Duration> RPO = Map.of("db", Duration.ofMinutes(10));

  @Test
  void a_run_that_restored_and_confirmed_within_its_objectives_succeeded() {
    assertThat(good().verdict(99, RPO)).isEqualTo(Verdict.SUCCEEDED);
  }

  @Test
  void a_failed_attempt_that_was_made_good_does_not_spoil_the_verdict() {
    RunRecord record = new RunRecord(RunKind.DRILL);
    record.add(
        Entries.attemptFailed(
            RunRecord.at(1), RunRecord.step("r"), "w", 1, FaultCode.SOURCE_UNREACHABLE, "no"));
    record.restored("db", RunRecord.at(-600), 5).confirmed(50);
    assertThat(record.verdict(99, RPO)).isEqualTo(Verdict.SUCCEEDED);
  }

  @Test
  void a_skip_or_an_override_is_never_a_plain_success() {
    assertThat(good().decided(30, Choice.SKIP).verdict(99, RPO))
        .isEqualTo(Verdict.SUCCEEDED_WITH_SKIPS);
    assertThat(good().decided(30, Choice.OVERRIDE).verdict(99, RPO))
        .isEqualTo(Verdict.SUCCEEDED_WITH_OVERRIDES);
    assertThat(good().decided(30, Choice.SKIP).decided(31, Choice.OVERRIDE).verdict(99, RPO))
        .isEqualTo(Verdict.SUCCEEDED_WITH_OVERRIDES);
  }

  @Test
  void a_backup_that_went_on_without_a_source_is_never_a_plain_success() {
    RunRecord record = new RunRecord(RunKind.BACKUP);
    record.add(
        Entries.sealed(RunRecord.at(1), RunRecord.step("s"), "w", "p", java.util.List.of("v")));
    assertThat(record.verdict(99, Map.of())).isEqualTo(Verdict.SUCCEEDED);
    record.add(
        Entries.fact(
            RunRecord.at(2),
            RunRecord.step("s"),
            "w",
            Entries.SOURCE_MISSING,
            Map.of("source", "media")));
    assertThat(record.verdict(99, Map.of())).isEqualTo(Verdict.SUCCEEDED_WITH_SKIPS);
  }

  @Test
  void a_confirmation_after_the_rto_misses_the_objective_whatever_was_skipped() {
    RunRecord record =
        new RunRecord(RunKind.INCIDENT)
            .restored("db", RunRecord.at(-600), 5)
            .decided(30, Choice.SKIP)
            .confirmed(101);
    assertThat(record.verdict(200, RPO)).isEqualTo(Verdict.OBJECTIVE_MISSED);
    assertThat(record.rto(Duration.ZERO).verdict(200, RPO)).isEqualTo(Verdict.SUCCEEDED_WITH_SKIPS);
  }

  @Test
  void more_loss_than_allowed_misses_the_objective_and_the_last_restore_of_a_source_counts() {
    RunRecord record =
        new RunRecord(RunKind.INCIDENT).restored("db", RunRecord.at(-601), 5).confirmed(50);
    assertThat(record.verdict(99, RPO)).isEqualTo(Verdict.OBJECTIVE_MISSED);
    assertThat(record.verdict(99, Map.of())).isEqualTo(Verdict.SUCCEEDED);
    assertThat(record.restored("db", RunRecord.at(-60), 40).verdict(99, RPO))
        .isEqualTo(Verdict.SUCCEEDED);
  }

  @Test
  void the_score_gives_the_achieved_figures_for_each_source() {
    RunRecord record =
        new RunRecord(RunKind.INCIDENT)
            .restored("db", RunRecord.at(-60), 5)
            .restored("media", RunRecord.at(30), 6)
            .confirmed(50);
    Score score = Score.of(record.run(), record.lines(), RPO, RunRecord.at(500));
    assertThat(score.achievedRto()).isEqualTo(Duration.ofSeconds(50));
    assertThat(score.rtoMet()).isTrue();
    assertThat(score.sources())
        .extracting(Score.SourceScore::achievedRpo)
        .isEqualTo(List.of(Duration.ofSeconds(60), Duration.ZERO));
  }

  @Test
  void without_a_confirmed_service_a_run_failed_or_was_given_up() {
    RunRecord record = new RunRecord(RunKind.INCIDENT).restored("db", RunRecord.at(-1), 5);
    assertThat(record.verdict(10, RPO)).isEqualTo(Verdict.FAILED);
    assertThat(record.decided(9, Choice.ABANDON).verdict(10, RPO)).isEqualTo(Verdict.ABANDONED);
  }

  @Test
  void a_service_that_was_rolled_back_after_its_confirmation_is_not_recovered() {
    RunRecord record = good();
    record.add(
        Entries.serviceWithdrawn(RunRecord.at(60), RunRecord.step("observe"), "timer", "down"));
    assertThat(record.verdict(99, RPO)).isEqualTo(Verdict.FAILED);
  }

  @Test
  void a_drill_that_restored_nothing_proves_nothing() {
    assertThat(new RunRecord(RunKind.DRILL).confirmed(5).verdict(10, RPO))
        .isEqualTo(Verdict.FAILED);
    assertThat(new RunRecord(RunKind.INCIDENT).confirmed(5).verdict(10, RPO))
        .isEqualTo(Verdict.SUCCEEDED);
  }

  @Test
  void a_backup_is_good_once_its_point_is_sealed() {
    RunRecord record = new RunRecord(RunKind.BACKUP);
    assertThat(record.verdict(10, Map.of())).isEqualTo(Verdict.FAILED);
    record.add(
        Entries.sealed(RunRecord.at(5), RunRecord.step("seal"), "w", "p", List.of("primary")));
    assertThat(record.verdict(10_000, Map.of())).isEqualTo(Verdict.SUCCEEDED);
  }

  @Test
  void an_expiry_is_good_at_its_end_and_over_with_a_no() {
    RunRecord record = new RunRecord(RunKind.EXPIRY);
    assertThat(record.verdict(10, Map.of())).isEqualTo(Verdict.FAILED);
    assertThat(record.decided(5, Choice.REJECT).verdict(10, Map.of())).isEqualTo(Verdict.ABANDONED);
    assertThat(new RunRecord(RunKind.INCIDENT).decided(5, Choice.REJECT).verdict(10, Map.of()))
        .as("an incident goes on after a no")
        .isEqualTo(Verdict.FAILED);
    record.add(Entries.fact(RunRecord.at(6), RunRecord.step("e"), "w", Entries.EXPIRED, Map.of()));
    assertThat(record.verdict(10, Map.of())).isEqualTo(Verdict.SUCCEEDED);
  }

  @ParameterizedTest
  @EnumSource(Choice.class)
  void what_departs_from_the_runbook_needs_a_reason(Choice choice) {
    if (choice.needsReason()) {
      assertThatThrownBy(
              () -> Entries.decision(RunRecord.at(1), RunRecord.step("d"), "ada", choice, "  "))
          .isInstanceOf(Fault.class)
          .hasMessageContaining(choice.id());
    } else {
      assertThat(Entries.decision(RunRecord.at(1), RunRecord.step("d"), "ada", choice, null))
          .isNotNull();
    }
    assertThat(Choice.of(choice.id())).contains(choice);
  }

  @Test
  void warnings_are_due_at_shares_of_the_rto() {
    RtoClock clock = new RtoClock(RunRecord.DETECTED, Duration.ofHours(4));
    assertThat(clock.dueAt(50)).isEqualTo(RunRecord.DETECTED.plus(Duration.ofHours(2)));
    assertThat(clock.dueAt(100)).isEqualTo(RunRecord.DETECTED.plus(Duration.ofHours(4)));
    assertThat(clock.left(clock.dueAt(80))).isEqualTo(Duration.ofMinutes(48));
    assertThat(clock.usedPercent(clock.dueAt(80))).isEqualTo(80);
    assertThat(new RtoClock(RunRecord.DETECTED, Duration.ZERO).usedPercent(RunRecord.at(9)))
        .isZero();
  }

  private static RunRecord good() {
    return new RunRecord(RunKind.DRILL).restored("db", RunRecord.at(-600), 5).confirmed(50);
  }
}
