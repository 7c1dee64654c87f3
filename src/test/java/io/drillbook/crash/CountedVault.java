package io.drillbook.crash;

import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A vault whose every change is a side effect. */
record CountedVault(Vault vault, SideEffects effects) implements Vault {
  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultUpload create(String key) {
    VaultUpload upload = vault.create(key);
    effects.happened();
    return new CountedUpload(upload, effects);
  }

  @Override
  public InputStream read(String key) {
    return vault.read(key);
  }

  @Override
  public boolean exists(String key) {
    return vault.exists(key);
  }

  @Override
  public List<Entry> list(String prefix) {
    return vault.list(prefix);
  }

  @Override
  public void delete(String key) {
    vault.delete(key);
    effects.happened();
  }

  @Override
  public void withdraw(String key) {
    vault.withdraw(key);
    effects.happened();
  }

  @Override
  public void discardUploads(String prefix) {
    vault.discardUploads(prefix);
    effects.happened();
  }

  @Override
  public VaultProbe probe() {
    return vault.probe();
  }

  @Override
  public Optional<Instant> retainedUntil(String key) {
    return vault.retainedUntil(key);
  }
}
