package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several servers may try one store at the same time. */
@Tag("long")
class ProbeLeftoversIT {
  private final S3Server server = TestBed.radosGateway();
  private final String folder = "leftovers-" + UUID.randomUUID();

  @ParameterizedTest
  @EnumSource(
      value = Keeps.class,
      names = {"LATEST", "VERSIONS"})
  void aTrialLeavesAloneWhatAnotherIsRacingFor(Keeps keeps) throws IOException {
    Vault vault = vault(keeps);
    put(vault, "_probe/other.race.0");
    assertThat(vault.probe().has(Ability.CONDITIONAL_CREATE)).isTrue();
    assertThat(vault.list("")).extracting(Vault.Entry::key).containsExactly("_probe/other.race.0");
  }

  @ParameterizedTest
  @EnumSource(
      value = Keeps.class,
      names = {"LATEST", "VERSIONS"})
  void whatIsOldByTheStoresOwnTimeGoesAndAllOfTheTrialItself(Keeps keeps) throws Exception {
    Vault vault = vault(keeps);
    put(vault, "_probe/old");
    // The store tells times by the second at worst.
    Thread.sleep(3_100);
    put(vault, "_probe/own");
    put(vault, "_probe/own.race.0");
    put(vault, "_probe/young");
    S3Parts parts = S3Parts.of(settings(keeps));
    new ProbeLeftovers(parts.bucket(), parts.removal(), Duration.ofSeconds(2)).sweep("_probe/own");
    assertThat(vault.list("")).extracting(Vault.Entry::key).containsExactly("_probe/young");
  }

  @ParameterizedTest
  @EnumSource(
      value = Keeps.class,
      names = {"LATEST", "VERSIONS"})
  void aTrialThatWroteNothingTakesNothingForOld(Keeps keeps) throws IOException {
    Vault vault = vault(keeps);
    put(vault, "_probe/other");
    S3Parts parts = S3Parts.of(settings(keeps));
    new ProbeLeftovers(parts.bucket(), parts.removal(), Duration.ofDays(-1)).sweep("_probe/own");
    assertThat(vault.exists("_probe/other")).isTrue();
  }

  private Map<String, Object> settings(Keeps keeps) {
    return server.settings(keeps, folder, S3Server.OWNER);
  }

  private Vault vault(Keeps keeps) {
    return new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
        .open("offsite", new Settings(settings(keeps)));
  }

  private static void put(Vault vault, String key) throws IOException {
    try (VaultUpload upload = vault.create(key)) {
      upload.write(1);
      upload.commit();
    }
  }
}
