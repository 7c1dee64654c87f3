package io.drillbook.delegates.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.restore.MigrateData;
import io.drillbook.usecase.restore.RunCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When restored data are migrated again, with a real command. */
class MigrateDataWorkerTest {
  @TempDir Path folder;
  private final Stores stores = new Stores();

  @AfterEach
  void closeStores() {
    stores.close();
  }

  @Test
  void dataOfAnotherTimeAreMigratedAnewAndThoseThatStayAreNot() throws IOException {
    migrate(Map.of());
    migrate(Map.of());
    assertThat(migrations()).hasSize(1);
    migrate(Map.of("until", "2026-11-20T10:00:00Z"));
    migrate(Map.of("until", "2026-11-20T10:00:00Z"));
    assertThat(migrations()).hasSize(2);
    migrate(Map.of("until", "2026-11-20T09:00:00Z"));
    assertThat(migrations()).hasSize(3);
    assertThat(stores.effects.of(TestStep.first().runId()))
        .extracting(row -> row.effect().name())
        .as("without a time as it always was")
        .contains("migrate sandbox p1");
  }

  @Test
  void dataThatARunComesBackToAreMigratedAnewWhereTheyWereRestoredAnew() throws IOException {
    migrate(Map.of());
    migrate(Map.of("until", "2026-11-20T10:00:00Z"));
    migrate(Map.of());
    assertThat(migrations()).as("nothing was restored meanwhile").hasSize(2);
    restored("was restored before");
    migrate(Map.of());
    assertThat(migrations()).hasSize(2);
    restored("contents equal");
    migrate(Map.of());
    migrate(Map.of());
    assertThat(migrations()).hasSize(3);
    restored("contents equal");
    migrate(Map.of());
    assertThat(migrations()).hasSize(4);
  }

  private void restored(String outcome) {
    stores.record.appendNow(
        TestStep.first().runId(),
        Entries.fact(
            Instant.now(),
            new StepRef("serviceTask_restoreSource", "Restore each source", "db"),
            "drillbook",
            outcome,
            Map.of("source", "db")));
  }

  private List<String> migrations() throws IOException {
    return Files.readAllLines(folder.resolve("migrations"));
  }

  private void migrate(Map<String, Object> goal) {
    Clock clock = Clock.systemUTC();
    ProtectionPlan plan =
        PlanFixture.with(
            "recovery:\n",
            "recovery:\n  migrate: { command: [sh, -c, \"echo done >> migrations\"] }\n");
    MigrateData migrate =
        new MigrateData(
            new RunCommand(folder, Duration.ofMinutes(1)), reference -> Secret.of("s3cret"));
    Map<String, Object> variables = new HashMap<>(goal);
    variables.putAll(Map.of("system", "shop", "target", "sandbox", "point", "p1"));
    String run = TestStep.first().runId();
    new MigrateDataWorker(
            PlanFixture.plans(plan),
            migrate,
            new EffectLedger(stores.effects, stores.record, clock),
            stores.record,
            new StepFacts(stores.record, clock))
        .work(
            new StepOrder(run, "serviceTask_migrateData", "Migrate data", "v", variables),
            TestStep.first());
  }
}
