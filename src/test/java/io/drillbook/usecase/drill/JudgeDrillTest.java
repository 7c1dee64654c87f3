package io.drillbook.usecase.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.finding.DrillResult;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.NotifyPeople;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract's plan and the real stores; records as the engine writes them. */
class JudgeDrillTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String CHECK_TARGET = "serviceTask_checkTarget";
  private static final StepRef RESTORE = StepRef.of("serviceTask_restoreSource", "Restore source");
  private static final StepRef DISCARD = StepRef.of("serviceTask_discardSandbox", "Discard");
  private static final StepRef SCORE = StepRef.of("serviceTask_scoreDrill", "Score drill");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Stores stores = new Stores();
  private int drills;

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aDrillThatPassedOpensNothing() {
    judge(passed(drill(Scenario.DATABASE_CORRUPTION)));
    assertThat(open()).isEmpty();
    assertThat(stores.told()).isEmpty();
  }

  @Test
  void aFailedDrillOpensAFindingWithOwnerAndDateThatTheNextOneKeepsAndAPassedOneCloses() {
    Run first = failed(drill(Scenario.DATABASE_CORRUPTION), RESTORE);
    judge(first);
    assertThat(open())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.step()).isEqualTo("serviceTask_restoreSource");
              assertThat(finding.what()).contains("Restore source: no room left");
              assertThat(finding.severity()).isEqualTo(Severity.INCIDENT);
              assertThat(finding.owner()).isEqualTo("shop-team@example.com");
              assertThat(finding.dueAt()).isEqualTo(NOW.plus(Duration.ofDays(3)));
              assertThat(finding.runId()).isEqualTo(first.id());
            });
    assertThat(stores.told())
        .singleElement()
        .asString()
        .startsWith("[oncall@example.com, shop-team@example.com] shop: RESTORE TEST FAILED")
        .contains("drillbook drill shop --scenario database-corruption");

    judge(failed(drill(Scenario.DATABASE_CORRUPTION), RESTORE));
    assertThat(open()).hasSize(1);
    assertThat(stores.told()).as("told once").hasSize(1);

    judge(passed(drill(Scenario.SITE_DISASTER)));
    assertThat(open()).as("another scenario proves nothing here").hasSize(1);

    Run good = passed(drill(Scenario.DATABASE_CORRUPTION));
    judge(good);
    assertThat(open()).isEmpty();
    assertThat(stores.findings.newest(Optional.of("shop"), 9).get(0).closure().orElseThrow().by())
        .isEqualTo(good.id());
    assertThat(facts(good)).contains("finding closed");
    assertThat(facts(first)).contains("finding opened");
  }

  @Test
  void aDrillThatGetsFurtherClosesTheOldFindingAndOpensAnother() {
    judge(failed(drill(Scenario.DATABASE_CORRUPTION), StepRef.of(CHECK_TARGET, "Check target")));
    Run further = drill(Scenario.DATABASE_CORRUPTION);
    StepRef check = StepRef.of(CHECK_TARGET, "Check target");
    add(further, Entries.stepBegan(NOW, check, "engine", StepNature.AUTOMATED));
    add(further, Entries.attemptBegan(NOW, check, "w", 1));
    add(further, Entries.attemptEnded(NOW, check, "w", 1, "done"));
    add(further, Entries.stepEnded(NOW, check, "engine", "done"));
    judge(failed(further, RESTORE));
    assertThat(open()).extracting(DrillFinding::step).containsExactly(RESTORE.id());
  }

  @Test
  void aSandboxThatIsNotProvenGoneIsAFindingThoughTheDrillWasPassed() {
    Run run = passed(drill(Scenario.DATABASE_CORRUPTION));
    Run dirty = drill(Scenario.DATABASE_CORRUPTION);
    judge(run);
    add(dirty, Entries.stepBegan(NOW, DISCARD, "engine", StepNature.AUTOMATED));
    add(dirty, Entries.attemptFailed(NOW, DISCARD, "w", 1, FaultCode.NOT_ALLOWED, "not ours"));
    judge(restored(dirty));
    assertThat(open())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.step()).isEqualTo(DISCARD.id());
              assertThat(finding.severity()).isEqualTo(Severity.SHORTFALL);
            });
    judge(passed(drill(Scenario.DATABASE_CORRUPTION)));
    assertThat(open()).isEmpty();
  }

  @Test
  void aMissedObjectiveIsAShortfall() {
    Run slow = drill(Scenario.DATABASE_CORRUPTION);
    StepRef restore = RESTORE;
    add(slow, Entries.restored(NOW, restore, "w", "db", "point", NOW.minus(Duration.ofDays(9))));
    add(slow, Entries.serviceConfirmed(NOW, restore, "w", "verified"));
    judge(slow);
    assertThat(open())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.step()).isEqualTo(DrillFinding.OBJECTIVE);
              assertThat(finding.what()).contains("objective-missed");
            });
  }

  @Test
  void aPersonClosesAFindingWithAReasonAndItStaysVisible() {
    judge(failed(drill(Scenario.DATABASE_CORRUPTION), RESTORE));
    String id = open().get(0).id();
    CloseFinding close = new CloseFinding(stores.findings, stores.record, stores.atOnce, CLOCK);
    assertThatThrownBy(() -> close.close(id, "cto", " ")).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> close.close("finding-9", "cto", "because it is fine"))
        .isInstanceOf(Fault.class);
    close.close(id, "cto", "this scenario was given up by the owner");
    assertThat(open()).isEmpty();
    assertThat(new ListFindings(stores.findings).list(Optional.empty(), false)).isEmpty();
    assertThat(new ListFindings(stores.findings).list(Optional.of("shop"), true)).hasSize(1);
    assertThatThrownBy(() -> close.close(id, "cto", "once more for good luck"))
        .isInstanceOf(Fault.class);
  }

  private Run drill(Scenario scenario) {
    Run run =
        new Run(
            "drill-" + ++drills,
            RunKind.DRILL,
            "shop",
            Optional.of(scenario),
            NOW,
            NOW,
            "timer:drill:weekly",
            Duration.ofHours(1),
            false,
            "d".repeat(64),
            Optional.empty(),
            Optional.empty());
    stores.runs.start(run);
    return run;
  }

  private Run failed(Run run, StepRef step) {
    add(run, Entries.stepBegan(NOW, step, "engine", StepNature.AUTOMATED));
    add(run, Entries.attemptBegan(NOW, step, "w", 1));
    add(run, Entries.attemptFailed(NOW, step, "w", 1, FaultCode.DISK_FULL, "no room left"));
    return run;
  }

  private Run restored(Run run) {
    add(run, Entries.stepBegan(NOW, RESTORE, "engine", StepNature.AUTOMATED));
    add(run, Entries.attemptBegan(NOW, RESTORE, "w", 1));
    add(run, Entries.attemptEnded(NOW, RESTORE, "w", 1, "done"));
    add(run, Entries.stepEnded(NOW, RESTORE, "engine", "done"));
    add(run, Entries.restored(NOW, RESTORE, "w", "db", "point", NOW.minusSeconds(60)));
    add(run, Entries.serviceConfirmed(NOW, RESTORE, "w", "verified"));
    return run;
  }

  private Run passed(Run run) {
    restored(run);
    add(run, Entries.stepBegan(NOW, DISCARD, "engine", StepNature.AUTOMATED));
    add(run, Entries.fact(NOW, DISCARD, "w", DrillResult.SANDBOX_IS_GONE, Map.of()));
    return run;
  }

  private void add(Run run, EntryDraft entry) {
    stores.record.appendNow(run.id(), entry);
  }

  private void judge(Run run) {
    new JudgeDrill(
            PlanFixture.plans(),
            stores.record,
            stores.findings,
            new NotifyPeople(stores.outbox, CLOCK),
            URI.create("http://127.0.0.1:8080"),
            CLOCK)
        .judge(run, SCORE);
  }

  private List<DrillFinding> open() {
    return stores.findings.open("shop");
  }

  private List<String> facts(Run run) {
    return stores.record.entries(run.id()).stream()
        .filter(line -> line.entry().kind() == EntryKind.FACT)
        .map(line -> line.entry().outcome())
        .toList();
  }
}
