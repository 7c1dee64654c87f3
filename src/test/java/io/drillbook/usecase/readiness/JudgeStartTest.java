package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.readiness.ReadinessState;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.ReadinessInMemory;
import io.drillbook.usecase.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs may begin, and what drills prove, over the real stores and real keys. */
class JudgeStartTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;
  private final Stores stores = new Stores();
  private final ReadinessInMemory reports = new ReadinessInMemory();
  private ShowReadiness show;
  private JudgeStart judge;
  private String models = "models";
  private List<String> findings = List.of();

  @BeforeEach
  void open() throws IOException {
    Plans plans = PlanFixture.plans();
    ListKeys keys = new ListKeys(TestKeys.ring(folder, CLOCK), plans, CLOCK);
    show =
        new ShowReadiness(
            plans,
            reports,
            new TakeFingerprint(() -> Objects.requireNonNull(models), () -> "program", keys),
            new ProofOfDrills(stores.runs, stores.record, system -> findings, CLOCK),
            CLOCK);
    judge = new JudgeStart(show, CLOCK);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void while_nothing_is_bad_every_run_begins_and_a_drill_notes_what_it_proves() {
    checked(CheckFinding.good("mail", "can be handed over", "yes"));
    assertThat(judge.judge(run(RunKind.RESTORE, "olga"), Optional.empty())).isEmpty();
    List<EntryDraft> lines = judge.judge(run(RunKind.DRILL, "olga"), Optional.empty());
    assertThat(lines).extracting(EntryDraft::outcome).containsExactly(Entries.FINGERPRINT);
    assertThat(ReadinessFingerprint.of(lines.get(0).details())).contains(show.of("shop").inForce());
  }

  @Test
  void an_override_that_nobody_needs_is_none() {
    checked(CheckFinding.good("mail", "can be handed over", "yes"));
    assertThat(judge.judge(run(RunKind.RESTORE, "olga"), Optional.of("to be sure"))).isEmpty();
  }

  @Test
  void by_hand_drills_and_restores_of_a_plan_that_is_not_ready_need_an_override() {
    notReady();
    for (RunKind kind : List.of(RunKind.DRILL, RunKind.RESTORE)) {
      assertThatThrownBy(() -> judge.judge(run(kind, "olga"), Optional.empty()))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> {
                assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
                assertThat(fault.hint()).contains("mail: can be handed over: refused");
              });
      assertThat(judge.judge(run(kind, "olga"), Optional.of("it must be today")))
          .extracting(EntryDraft::outcome)
          .containsSubsequence(Entries.PLAN_NOT_READY, "override");
    }
  }

  @Test
  void incidents_and_drills_by_the_schedule_begin_and_say_what_was_not_ready() {
    notReady();
    for (Run run : List.of(run(RunKind.INCIDENT, "olga"), run(RunKind.DRILL, "timer:drill:w"))) {
      List<EntryDraft> lines = judge.judge(run, Optional.empty());
      assertThat(lines).extracting(EntryDraft::outcome).contains(Entries.PLAN_NOT_READY);
      assertThat(lines).extracting(EntryDraft::kind).doesNotContain(EntryKind.DECISION);
    }
  }

  @Test
  void a_judge_that_cannot_judge_keeps_no_recovery_from_beginning() {
    models = null;
    assertThat(judge.judge(run(RunKind.INCIDENT, "olga"), Optional.empty()))
        .extracting(EntryDraft::outcome)
        .containsExactly("readiness is unknown");
  }

  @Test
  void backups_and_checks_are_none_of_its_business() {
    notReady();
    assertThat(judge.judge(run(RunKind.BACKUP, "olga"), Optional.empty())).isEmpty();
    assertThat(judge.judge(run(RunKind.CHECK, "olga"), Optional.empty())).isEmpty();
  }

  @Test
  void a_drill_verifies_what_was_in_force_when_it_began() {
    checked(CheckFinding.good("mail", "can be handed over", "yes"));
    drill("drill-1", Scenario.DATABASE_CORRUPTION, Verdict.SUCCEEDED, 3);
    assertThat(state()).isEqualTo(ReadinessState.VERIFIED);
    models = "another model";
    assertThat(state()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
    drill("drill-2", Scenario.DATABASE_CORRUPTION, Verdict.SUCCEEDED, 2);
    assertThat(state()).isEqualTo(ReadinessState.VERIFIED);
  }

  @Test
  void a_drill_that_did_not_pass_keeps_it_open_until_one_of_its_scenario_passes() {
    checked(CheckFinding.good("mail", "can be handed over", "yes"));
    int minutesAgo = 60;
    for (Verdict verdict :
        List.of(
            Verdict.SUCCEEDED_WITH_SKIPS,
            Verdict.SUCCEEDED_WITH_OVERRIDES,
            Verdict.OBJECTIVE_MISSED,
            Verdict.FAILED,
            Verdict.ABANDONED)) {
      minutesAgo -= 10;
      drill("bad-" + verdict, Scenario.SERVER_FAILURE, verdict, minutesAgo);
      drill("other-" + verdict, Scenario.DATABASE_CORRUPTION, Verdict.SUCCEEDED, 2);
      assertThat(state()).as(verdict.id()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
      assertThat(show.of("shop").readiness().why().get(0)).contains("server-failure", verdict.id());
    }
    drill("again", Scenario.SERVER_FAILURE, Verdict.SUCCEEDED, 1);
    assertThat(state()).isEqualTo(ReadinessState.VERIFIED);
  }

  @Test
  void a_finding_that_nobody_closed_keeps_it_from_being_verified() {
    checked(CheckFinding.good("mail", "can be handed over", "yes"));
    drill("drill-1", Scenario.DATABASE_CORRUPTION, Verdict.SUCCEEDED, 3);
    findings = List.of("the sandbox could not be discarded");
    assertThat(state()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
    assertThat(show.of("shop").readiness().why()).isEqualTo(findings);
  }

  private ReadinessState state() {
    return show.of("shop").readiness().state();
  }

  private void notReady() {
    checked(CheckFinding.bad("mail", "can be handed over", "refused", "look"));
  }

  private void checked(CheckFinding finding) {
    reports.save(
        new ReadinessReport(
            "shop",
            "readiness-1",
            NOW,
            ReadinessState.NEEDS_VERIFICATION,
            NOW,
            List.of(),
            List.of(finding),
            show.of("shop").inForce()));
  }

  private void drill(String id, Scenario scenario, Verdict verdict, int minutesAgo) {
    Run run = run(id, RunKind.DRILL, "timer:drill:w", scenario, minutesAgo);
    stores.runs.start(run);
    judge.judge(run, Optional.empty()).forEach(line -> stores.record.appendNow(id, line));
    stores.runs.end(id, run.startedAt().plusSeconds(30), verdict);
  }

  private static Run run(RunKind kind, String startedBy) {
    return run("run-1", kind, startedBy, Scenario.DATABASE_CORRUPTION, 0);
  }

  private static Run run(
      String id, RunKind kind, String startedBy, Scenario scenario, int minutesAgo) {
    Instant at = NOW.minus(Duration.ofMinutes(minutesAgo));
    return new Run(
        id,
        kind,
        "shop",
        Optional.of(scenario),
        at,
        at,
        startedBy,
        Duration.ofHours(1),
        false,
        "d".repeat(64),
        Optional.empty(),
        Optional.empty());
  }
}
