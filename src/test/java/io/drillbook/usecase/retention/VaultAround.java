package io.drillbook.usecase.retention;

import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A real vault; a test changes what it needs for a store that behaves otherwise. */
public class VaultAround implements Vault {
  private final Vault real;

  /** Around this one. */
  public VaultAround(Vault real) {
    this.real = real;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public VaultUpload create(String key) {
    return real.create(key);
  }

  @Override
  public InputStream read(String key) {
    return real.read(key);
  }

  @Override
  public boolean exists(String key) {
    return real.exists(key);
  }

  @Override
  public List<Entry> list(String prefix) {
    return real.list(prefix);
  }

  @Override
  public void delete(String key) {
    real.delete(key);
  }

  @Override
  public void discardUploads(String prefix) {
    real.discardUploads(prefix);
  }

  @Override
  public VaultProbe probe() {
    return real.probe();
  }

  @Override
  public Optional<Instant> retainedUntil(String key) {
    return real.retainedUntil(key);
  }
}
