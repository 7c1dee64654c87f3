package io.drillbook.web;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.readiness.ProbeVaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vaults of the sample plan: {@code primary} is there, {@code offsite} is not mounted. */
final class TestVaults {
  private TestVaults() {}

  static ProbeVaults oneThereOneMissing(Plans plans, Clock clock) {
    try {
      Path folder = Files.createTempDirectory("vaults");
      folder.toFile().deleteOnExit();
      Map<String, VaultConfiguration> configured = new LinkedHashMap<>();
      configured.put("primary", directory("primary", folder));
      configured.put("offsite", directory("offsite", folder.resolve("missing")));
      return new ProbeVaults(configured, opened(configured), plans, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VaultConfiguration directory(String name, Path folder) {
    return new VaultConfiguration(
        name, "directory", new Settings(Map.of("path", folder.toString())), Optional.of("berlin"));
  }

  private static Vaults opened(Map<String, VaultConfiguration> configured) {
    return new Vaults() {
      @Override
      public Vault vault(String name) {
        return new DirectoryVaultDriver().open(name, configured.get(name).settings());
      }

      @Override
      public List<String> names() {
        return List.copyOf(configured.keySet());
      }
    };
  }
}
