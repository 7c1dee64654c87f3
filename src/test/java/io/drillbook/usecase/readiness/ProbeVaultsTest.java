package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which vaults are tried: what a trial leaves under a lock stays for long. */
class ProbeVaultsTest {
  @TempDir Path folder;

  private final Map<String, VaultConfiguration> configured = new LinkedHashMap<>();
  private final Queue<String> tried = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void oneThereOneMissing() throws IOException {
    Files.createDirectory(folder.resolve("primary"));
    for (String name : List.of("primary", "offsite")) {
      Settings settings = new Settings(Map.of("path", folder.resolve(name).toString()));
      configured.put(name, new VaultConfiguration(name, "directory", settings, Optional.empty()));
    }
  }

  @Test
  void onlyVaultsThatAreNotReadyAreTriedAgain() throws IOException {
    ProbeVaults vaults = new ProbeVaults(configured, new Counted(), new NoPlans(), new Hurried());
    assertThat(vaults.probe()).extracting(VaultState::ready).containsExactly(true, false);
    assertThat(tried).containsExactlyInAnyOrder("primary", "offsite");

    tried.clear();
    assertThat(vaults.probeUnready()).extracting(VaultState::vault).containsExactly("offsite");
    assertThat(tried).containsExactly("offsite");

    Files.createDirectory(folder.resolve("offsite"));
    assertThat(vaults.probeUnready()).extracting(VaultState::ready).containsExactly(true);
    tried.clear();
    assertThat(vaults.probeUnready()).isEmpty();
    assertThat(tried).isEmpty();

    assertThat(vaults.probe()).extracting(VaultState::ready).containsExactly(true, true);
    assertThat(tried).containsExactlyInAnyOrder("primary", "offsite");
  }

  private final class Counted implements Vaults {
    @Override
    public Vault vault(String name) {
      tried.add(name);
      return new DirectoryVaultDriver().open(name, configured.get(name).settings());
    }

    @Override
    public List<String> names() {
      return List.copyOf(configured.keySet());
    }
  }

  /** A minute passes whenever somebody looks: no trial is so fresh that it stands. */
  private static final class Hurried extends Clock {
    private final AtomicLong minutes = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.parse("2026-11-20T02:00:00Z")
          .plus(Duration.ofMinutes(minutes.getAndIncrement()));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private record NoPlans() implements Plans {
    @Override
    public ProtectionPlan plan(String system) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ProtectionPlan> all() {
      return List.of();
    }

    @Override
    public List<String> problems() {
      return List.of();
    }

    @Override
    public void onChange(Consumer<ProtectionPlan> listener) {
      throw new UnsupportedOperationException();
    }
  }
}
