package io.drillbook.driver.vault.s3;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultDriver;
import java.time.Clock;
import java.util.List;

/**
 * Vaults in a bucket of Amazon S3 or of any store that speaks its protocol. All vaults of one
 * driver share the memory that holds parts on their way.
 */
public final class S3VaultDriver implements VaultDriver {
  private final Secrets secrets;
  private final Clock clock;
  private final ChunkPool chunks = ChunkPool.forThisHeap();

  /** Takes where secrets come from and what time it is. */
  public S3VaultDriver(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "s3";
  }

  @Override
  public List<Setting> settings() {
    return S3Settings.DECLARED;
  }

  @Override
  public Vault open(String name, Settings settings) {
    S3Settings s3 = S3Settings.of(settings);
    S3Connection connection = new S3Connection(name, s3, secrets, clock);
    return new S3Vault(name, s3, connection, new PartBuffers(chunks, s3.spool()), clock);
  }
}
