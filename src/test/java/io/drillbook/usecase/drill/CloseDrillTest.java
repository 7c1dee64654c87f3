package io.drillbook.usecase.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ReviewRule;
import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
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

/** Who is waited for at the end of a drill: nobody whom the plan does not name. */
class CloseDrillTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final StepRef CHECK = StepRef.of("serviceTask_checkDrillRecord", "Check record");
  private static final StepRef RESTORE = StepRef.of("serviceTask_restoreSource", "Restore source");
  private static final String WEEKLY = "scenario: database-corruption }";
  private static final String REVIEWED =
      "scenario: database-corruption, review: { from: managers, required: [observers] } }";

  private final Stores stores = new Stores();

  @AfterEach
  void close() {
    stores.close();
  }

  /** One that waited would stand in the way of every later drill of the system. */
  @Test
  void aRecordWithAGapFailsTheDrillAndWaitsForNobody() {
    Run run = drill("timer:drill:weekly");
    assertThat(close(run, PlanFixture.shop())).isEmpty();
    EntryDraft said = said(run);
    assertThat(said.detail("missing")).contains("objectives", "score");
  }

  @Test
  void aRecordWithAGapOpensAFindingThatOnlyADrillOfTheScenarioThatPassesCloses() {
    Run gap = drill("timer:drill:weekly");
    close(passed(gap), PlanFixture.shop());
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.step()).isEqualTo(CHECK.id());
              assertThat(finding.what()).isEqualTo("the record of the drill lacks: score");
              assertThat(finding.severity()).isEqualTo(Severity.SHORTFALL);
              assertThat(finding.runId()).isEqualTo(gap.id());
            });
    assertThat(stores.told())
        .singleElement()
        .asString()
        .startsWith("[oncall@example.com, shop-team@example.com] shop: a drill fell short");

    close(passed(drill("olga")), PlanFixture.shop());
    assertThat(findings()).as("the same gap again").hasSize(1);
    assertThat(stores.told()).as("told once").hasSize(1);

    close(scored(passed(drill("otto", Scenario.SITE_DISASTER))), PlanFixture.shop());
    close(scored(drill("failed")), PlanFixture.shop());
    assertThat(findings()).as("another scenario, and one that did not pass").hasSize(1);

    Run good = scored(passed(drill("olaf")));
    close(good, PlanFixture.shop());
    assertThat(findings()).isEmpty();
    assertThat(last(good).outcome()).isEqualTo("finding closed");
    assertThat(stores.findings.newest(Optional.of("shop"), 9).get(0).closure().orElseThrow().by())
        .isEqualTo(good.id());
  }

  @Test
  void whomThePlanNamesReviewsAndOfATimersDrillSomebodyHasToBeNamedAsItsAuthor() {
    ProtectionPlan plan = PlanFixture.with(WEEKLY, REVIEWED);
    assertThat(close(drill("timer:drill:weekly"), plan))
        .contains(new ReviewRule("managers", List.of(Field.OBSERVERS, Field.AUTHOR)));
    assertThat(close(drill("olga"), plan))
        .contains(new ReviewRule("managers", List.of(Field.OBSERVERS)));
  }

  @Test
  void theDrillOfAnotherScheduleIsNotReviewed() {
    ProtectionPlan plan = PlanFixture.with(WEEKLY, REVIEWED);
    assertThat(close(drill("timer:drill:yearly"), plan)).isEmpty();
  }

  private Optional<ReviewRule> close(Run run, ProtectionPlan plan) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    JudgeDrill judge =
        new JudgeDrill(
            PlanFixture.plans(plan),
            stores.record,
            stores.findings,
            new NotifyPeople(stores.outbox, clock),
            URI.create("http://127.0.0.1:8080"),
            clock);
    return new CloseDrill(PlanFixture.plans(plan), stores.record, judge, clock).close(run, CHECK);
  }

  private List<DrillFinding> findings() {
    return stores.findings.open("shop");
  }

  private EntryDraft said(Run run) {
    return stores.record.entries(run.id()).stream()
        .map(RecordEntry::entry)
        .filter(it -> it.outcome().equals(DrillReview.INCOMPLETE))
        .findFirst()
        .orElseThrow();
  }

  private EntryDraft last(Run run) {
    var lines = stores.record.entries(run.id());
    return lines.get(lines.size() - 1).entry();
  }

  /** A drill that went well, but for the score. */
  private Run passed(Run run) {
    add(run, AllowedLoss.line(NOW, "drillbook", PlanFixture.shop(), Optional.empty()));
    add(run, Entries.restored(NOW, RESTORE, "w", "db", "point", NOW.minusSeconds(60)));
    add(run, Entries.serviceConfirmed(NOW, RESTORE, "w", "verified"));
    return run;
  }

  private Run scored(Run run) {
    if (stores.record.entries(run.id()).isEmpty()) {
      add(run, AllowedLoss.line(NOW, "drillbook", PlanFixture.shop(), Optional.empty()));
    }
    add(run, Entries.fact(NOW, CHECK, "drillbook", "scored", Map.of()));
    return run;
  }

  private void add(Run run, EntryDraft line) {
    stores.record.appendNow(run.id(), line);
  }

  private Run drill(String startedBy) {
    return drill(startedBy, Scenario.DATABASE_CORRUPTION);
  }

  private Run drill(String startedBy, Scenario scenario) {
    Run run =
        new Run(
            "drill-" + startedBy.replace(':', '-'),
            RunKind.DRILL,
            "shop",
            Optional.of(scenario),
            NOW,
            NOW,
            startedBy,
            Duration.ofHours(1),
            false,
            "d".repeat(64),
            Optional.empty(),
            Optional.empty());
    stores.runs.start(run);
    return run;
  }
}
