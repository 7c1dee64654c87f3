package io.drillbook.assembly;

import io.drillbook.config.ServerReader;
import io.drillbook.config.VaultReader;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.secret.file.FileSecrets;
import io.drillbook.pipeline.evidence.AnchorFiles;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.secret.SecretsByScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the anchors that somebody named, where no server is at hand. */
public final class AnchorPlaces {
  private final Secrets secrets =
      new SecretsByScheme(
          Map.of("environment", new EnvironmentSecrets(), "file", new FileSecrets()));
  private final Optional<Path> config;

  /**
   * Finds them, by these vaults too.
   *
   * @param config a configuration folder whose vaults may be named
   */
  public AnchorPlaces(Optional<Path> config) {
    this.config = config;
  }

  /**
   * The anchors behind a word: the name of a vault of the configuration, a file with one vault, or
   * a folder.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where it is none of them
   */
  public AnchorFiles of(String word) {
    Path folder = config.orElse(Path.of("")).toAbsolutePath().normalize();
    Drivers drivers = Drivers.all(secrets, folder);
    Optional<VaultConfiguration> named =
        config.map(it -> new ServerReader(drivers.kinds()).require(it).vaults().get(word));
    if (named.isPresent()) {
      return vault(named.get(), drivers);
    }
    Path path = Path.of(word);
    return Files.isRegularFile(path)
        ? vault(new VaultReader(drivers.kinds()).file(path), drivers)
        : AnchorFiles.of(path);
  }

  private static AnchorFiles vault(VaultConfiguration vault, Drivers drivers) {
    return AnchorFiles.of(
        new ConfiguredVaults(List.of(vault), drivers.vaults()).vault(vault.name()));
  }
}
