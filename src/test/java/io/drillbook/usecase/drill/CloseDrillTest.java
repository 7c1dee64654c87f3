package io.drillbook.usecase.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ReviewRule;
import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is waited for at the end of a drill: nobody whom the plan does not name. */
class CloseDrillTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final StepRef CHECK = StepRef.of("serviceTask_checkDrillRecord", "Check record");
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
    EntryDraft said = last(run);
    assertThat(said.outcome()).isEqualTo("RECORD INCOMPLETE");
    assertThat(said.detail("missing")).contains("objectives", "score");
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
    return new CloseDrill(PlanFixture.plans(plan), stores.record, Clock.fixed(NOW, ZoneOffset.UTC))
        .close(run, CHECK);
  }

  private EntryDraft last(Run run) {
    var lines = stores.record.entries(run.id());
    return lines.get(lines.size() - 1).entry();
  }

  private Run drill(String startedBy) {
    Run run =
        new Run(
            "drill-" + startedBy.replace(':', '-'),
            RunKind.DRILL,
            "shop",
            Optional.of(Scenario.DATABASE_CORRUPTION),
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
