package io.drillbook.driver.vault.directory;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultDriver;
import java.nio.file.Path;
import java.util.List;

/** Vaults in a folder of a mounted file system that knows hard links. */
public final class DirectoryVaultDriver implements VaultDriver {
  @Override
  public String kind() {
    return "directory";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required(
            "path",
            Setting.Type.PATH,
            "Folder that holds the recovery points; it must be there, so that a missing mount is"
                + " noticed."),
        Setting.optional(
            "site", Setting.Type.TEXT, "Where the disk stands, to tell vaults of one site apart."));
  }

  @Override
  public Vault open(String name, Settings settings) {
    return new DirectoryVault(name, Path.of(settings.text("path")).toAbsolutePath().normalize());
  }
}
