package io.drillbook.driver.vault.sftp;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultDriver;
import java.time.Clock;
import java.util.List;

/** Vaults on an SFTP server; needs one that knows hard links, as OpenSSH's does. */
public final class SftpVaultDriver implements VaultDriver {
  private final Secrets secrets;
  private final Clock clock;

  /**
   * A driver.
   *
   * @param secrets where passphrases are
   * @param clock what the servers' clocks are compared with
   */
  public SftpVaultDriver(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "sftp";
  }

  @Override
  public List<Setting> settings() {
    return SftpSettings.ALL;
  }

  @Override
  public Vault open(String name, Settings settings) {
    SftpSettings read = SftpSettings.of(settings);
    SftpFaults faults = new SftpFaults(name, read);
    Connections connections = new Connections(read, secrets, faults);
    return new SftpVault(name, read.path(), connections, faults, clock);
  }
}
