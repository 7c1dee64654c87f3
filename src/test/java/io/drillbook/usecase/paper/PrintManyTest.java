package io.drillbook.usecase.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.engine.path.FilePaths;
import io.drillbook.spi.runbook.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages of many systems cost no more than their writing. */
class PrintManyTest {
  private static final Path PROCESSES = Path.of("processes");
  private final Map<String, byte[]> files = new HashMap<>();

  private Optional<byte[]> model(String id) {
    return Optional.of(files.computeIfAbsent(id, PrintManyTest::read));
  }

  private static byte[] read(String id) {
    try (Stream<Path> all = Files.walk(PROCESSES)) {
      return Files.readAllBytes(all.filter(it -> it.endsWith(id + ".bpmn")).findFirst().get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table in a database, which counts how often it is fetched. */
  private static final class Counted implements Paths {
    private final Paths table = new FilePaths(dmn());
    private int fetched;

    private static byte[] dmn() {
      try {
        return Files.readAllBytes(PROCESSES.resolve("incident/choose-path.dmn"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public RecoveryPath path(ProtectionPlan plan, Scenario scenario, String answer) {
      fetched++;
      return table.path(plan, scenario, answer);
    }

    @Override
    public Paths atOnce() {
      fetched++;
      return table;
    }
  }

  @Test
  void theTableIsFetchedOnceForAPage() {
    Counted table = new Counted();
    PrintRunbook printer = new PrintRunbook(this::model, table);
    String first = printer.printAll(PlanFixture.of("one"));
    assertThat(table.fetched).isEqualTo(1);
    assertThat(printer.printAll(PlanFixture.of("two"))).isNotEqualTo(first);
    assertThat(table.fetched).isEqualTo(2);
    assertThat(new PrintRunbook(this::model, table).printAll(PlanFixture.of("one")))
        .as("whoever printed before")
        .isEqualTo(first);
  }

  @Test
  void aModelIsReadAgainOnlyWhereItsFileChanged() {
    PaperModels models = new PaperModels(this::model);
    PaperModel before = models.of("restore-system");
    assertThat(models.of("restore-system")).isSameAs(before);
    files.put("restore-system", files.get("restore-system").clone());
    assertThat(models.of("restore-system")).isSameAs(before);
    files.put("restore-system", model("run-drill").orElseThrow());
    assertThat(models.of("restore-system").name()).isNotEqualTo(before.name());
  }
}
