package io.drillbook.driver.vault.s3;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.VaultDriverContract;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.S3Server;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The contract on one server and kind of bucket; each test has a folder of its own there. */
@Tag("long")
abstract class S3VaultContract extends VaultDriverContract {
  private String folder;
  private Vault vault;

  abstract S3Server server();

  abstract S3Server.Keeps keeps();

  abstract String checksums();

  @BeforeEach
  void open() {
    folder = "test-" + UUID.randomUUID();
    vault = open(Map.of());
  }

  Vault open(Map<String, Object> more) {
    Map<String, Object> settings = server().settings(keeps(), folder, S3Server.OWNER);
    settings.put("checksums", checksums());
    settings.putAll(more);
    return new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
        .open("offsite", new Settings(settings));
  }

  @Override
  protected Vault vault() {
    return vault;
  }

  @Override
  protected Vault sameVaultAgain() {
    return open(Map.of());
  }

  @Override
  protected Vault unreachableVault() {
    return open(Map.of("endpoint", "http://127.0.0.1:1", "timeout", "PT1S"));
  }
}
