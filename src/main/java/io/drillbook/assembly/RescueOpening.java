package io.drillbook.assembly;

import io.drillbook.assembly.RescueEquipment.Passphrases;
import io.drillbook.config.ServerReader;
import io.drillbook.config.VaultReader;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.secret.file.FileSecrets;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.secret.SecretsByScheme;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.log.LogsInVaults;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a rescue together of whatever was given. */
final class RescueOpening {
  private final RescueEquipment equipment;
  private final Clock clock;
  private final Secrets secrets;
  private final Drivers drivers;
  private final Optional<ServerConfiguration> configuration;
  private final Map<String, KeyFile> keys = new LinkedHashMap<>();

  RescueOpening(RescueEquipment equipment, Passphrases passphrases, Clock clock) {
    Path folder = equipment.config().orElse(Path.of("")).toAbsolutePath().normalize();
    this.equipment = equipment;
    this.clock = clock;
    this.secrets =
        new SecretsByScheme(
            Map.of(
                "environment", new EnvironmentSecrets(),
                "file", new FileSecrets(),
                "asked", new AskedSecrets(passphrases)));
    this.drivers = Drivers.all(secrets, folder);
    this.configuration =
        equipment.config().map(config -> new ServerReader(drivers.kinds()).require(config));
  }

  Rescue open() {
    configuration.ifPresent(read -> keys.putAll(read.keys()));
    equipment.keys().forEach(this::privateKey);
    List<String> signers = equipment.signers().stream().map(this::signer).toList();
    List<String> privateKeys =
        keys.values().stream().filter(KeyFile::opens).map(KeyFile::name).toList();
    Vaults vaults = new ConfiguredVaults(vaults(), drivers.vaults());
    KeyRing ring = KeyRing.open(List.copyOf(keys.values()), secrets, clock);
    return new Rescue(drivers, vaults, ring, signers, privateKeys, new LogsInVaults(vaults, ring));
  }

  private List<VaultConfiguration> vaults() {
    VaultReader reader = new VaultReader(drivers.kinds());
    List<VaultConfiguration> vaults = new ArrayList<>();
    for (String word : equipment.vaults()) {
      vaults.add(
          configuration
              .map(read -> read.vaults().get(word))
              .orElseGet(() -> reader.word(word, here(), name -> System.getenv(name) != null)));
    }
    equipment.vaultFiles().forEach(file -> vaults.add(reader.file(file)));
    if (vaults.isEmpty()) {
      configuration.ifPresent(read -> vaults.addAll(read.vaults().values()));
    }
    if (vaults.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to tell which vault to look in: 'none was named'",
          "Name it by --vault, --vault-file, or --config with a drillbook.yaml that names vaults.");
    }
    return vaults;
  }

  private String signer(String signer) {
    if (configuration.isPresent() && configuration.get().keys().containsKey(signer)) {
      return signer;
    }
    // A file of a private key also holds the public half, and may be named as both.
    keys.putIfAbsent(
        signer, new KeyFile(signer, Path.of(signer), Optional.empty(), Optional.empty()));
    return signer;
  }

  private void privateKey(Path file) {
    SecretReference passphrase =
        equipment
            .passphraseFile()
            .map(path -> new SecretReference("file", path.toAbsolutePath().toString()))
            .orElse(new SecretReference("asked", file.toString()));
    keys.put(
        file.toString(),
        new KeyFile(file.toString(), file, Optional.of(file), Optional.of(passphrase)));
  }

  private static Path here() {
    return Path.of("").toAbsolutePath();
  }
}
