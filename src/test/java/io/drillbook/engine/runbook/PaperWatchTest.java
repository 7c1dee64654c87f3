package io.drillbook.engine.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.engine.path.FilePaths;
import io.drillbook.pipeline.StoredPapers;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.paper.KeepPaper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** A server of many systems is not held up by its papers, and a change does not wait for them. */
class PaperWatchTest {
  @TempDir Path home;
  private final List<ProtectionPlan> all =
      new ArrayList<>(
          IntStream.range(1, 10).mapToObj("s%d"::formatted).map(PlanFixture::of).toList());
  private Vault vault;
  private PaperWatch watch;

  @BeforeEach
  void open() throws IOException {
    all.add(0, PlanFixture.shop());
    Path folder = Files.createDirectory(home.resolve("vault"));
    vault = new DirectoryVaultDriver().open("any", new Settings(Map.of("path", folder.toString())));
    Vaults vaults = Mockito.mock(Vaults.class);
    Mockito.when(vaults.vault(Mockito.anyString())).thenReturn(vault);
    Plans plans = Mockito.mock(Plans.class);
    Mockito.when(plans.all()).thenAnswer(asked -> List.copyOf(all));
    Path keys = Files.createDirectory(home.resolve("keys"));
    Clock clock = Clock.systemUTC();
    KeepPaper keep =
        new KeepPaper(
            PaperWatchTest::model,
            new FilePaths(file("/processes/incident/choose-path.dmn").orElseThrow()),
            vaults,
            TestKeys.ring(keys, clock),
            clock);
    watch = new PaperWatch(plans, keep, clock);
  }

  private static Optional<byte[]> model(String id) {
    return Stream.of("incident", "restore", "cutover", "shared", "backup", "drill")
        .flatMap(folder -> file("/processes/" + folder + "/" + id + ".bpmn").stream())
        .findFirst();
  }

  private static Optional<byte[]> file(String path) {
    try (InputStream in = PaperWatchTest.class.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void someAtATimeAndTheOnesThatChangedFirst() {
    watch.look();
    assertThat(StoredPapers.systems(vault)).containsExactly("s1", "s2", "shop");
    ProtectionPlan changed = PlanFixture.with("daily: 14", "daily: 15");
    all.set(0, changed);
    watch.look();
    assertThat(new StoredPapers(vault, "shop").all()).hasSize(2);
    assertThat(StoredPapers.systems(vault)).hasSize(5);
    watch.look();
    watch.look();
    assertThat(StoredPapers.systems(vault)).hasSize(10);
    watch.look();
    assertThat(vault.list("_papers/")).as("each once").hasSize(22);
  }
}
