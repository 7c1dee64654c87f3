package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A vault that lets nothing go before a time. */
record LockedVault(Vault vault) implements Vault {
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultUpload create(String key) {
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
    throw new Fault(FaultCode.NOT_ALLOWED, "unable to delete: '" + key + "'", "It is locked.");
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
    return Optional.of(UNTIL);
  }
}
