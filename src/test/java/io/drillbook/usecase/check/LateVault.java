package io.drillbook.usecase.check;

import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A vault during whose first upload something happens elsewhere. */
record LateVault(Vault vault, Runnable meanwhile) implements Vault {
  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultUpload create(String key) {
    meanwhile.run();
    return vault.create(key);
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
  }

  @Override
  public void discardUploads(String prefix) {
    vault.discardUploads(prefix);
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
