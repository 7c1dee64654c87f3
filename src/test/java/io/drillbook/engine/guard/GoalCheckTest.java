package io.drillbook.engine.guard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.guard.OpenTasks.OpenTask;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.MadeUpLogSource;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.restore.ReplayedSources;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person may answer on how far to recover. */
class GoalCheckTest {
  private final GoalCheck check =
      new GoalCheck(
          PlanFixture.plans(),
          new SelectRecoveryPoint(
              new CatalogInMemory(),
              new ReplayedSources(new SourceDrivers(List.of(new MadeUpLogSource("made-up"))))),
          Clock.systemUTC());

  @Test
  void thePointAsItIsNeedsAPointSinceTheNewestWouldBeFromAfterTheDamage() {
    Map<String, Object> none = Map.of("decision", "retry", "decisionUntil", "none");
    assertThatThrownBy(() -> check.check(task(Map.of("system", "shop")), none))
        .hasMessageContaining("where none is chosen yet");
    assertThatCode(() -> check.check(task(Map.of("system", "shop", "point", "p1")), none))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                check.check(
                    task(Map.of("system", "shop")),
                    Map.of("decisionUntil", "None", "decisionPoint", "p1")))
        .doesNotThrowAnyException();
  }

  private static OpenTask task(Map<String, Object> variables) {
    return new OpenTask(
        "t",
        "run",
        "run",
        StepRef.of("userTask_decideHowToContinue", "Decide how to continue"),
        "decide-how-to-continue",
        "olga",
        List.of(),
        false,
        variables);
  }
}
