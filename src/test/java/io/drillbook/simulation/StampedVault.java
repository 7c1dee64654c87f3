package io.drillbook.simulation;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real vault whose objects carry the world's time instead of this machine's, and which can be cut
 * off.
 */
final class StampedVault implements Vault {
  private final Vault vault;
  private final TwoClocks clocks;
  private final Map<String, Instant> stamps = new HashMap<>();
  private boolean cutOff;

  StampedVault(Vault vault, TwoClocks clocks) {
    this.vault = vault;
    this.clocks = clocks;
  }

  void cutOff(boolean now) {
    cutOff = now;
  }

  boolean isCutOff() {
    return cutOff;
  }

  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultUpload create(String key) {
    return new StampedUpload(key, reached().create(key));
  }

  @Override
  public InputStream read(String key) {
    return reached().read(key);
  }

  @Override
  public boolean exists(String key) {
    return reached().exists(key);
  }

  @Override
  public List<Entry> list(String prefix) {
    return reached().list(prefix).stream()
        .map(it -> new Entry(it.key(), it.bytes(), stamps.getOrDefault(it.key(), it.modifiedAt())))
        .toList();
  }

  @Override
  public void delete(String key) {
    reached().delete(key);
  }

  @Override
  public void discardUploads(String prefix) {
    reached().discardUploads(prefix);
  }

  @Override
  public VaultProbe probe() {
    return new VaultProbe(reached().probe().answers(), clocks.ahead().negated());
  }

  @Override
  public Optional<Instant> retainedUntil(String key) {
    return reached().retainedUntil(key);
  }

  private Vault reached() {
    if (cutOff) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to reach the vault: '" + name() + "'",
          "The simulation cut it off.");
    }
    return vault;
  }

  private final class StampedUpload extends VaultUpload {
    private final String key;
    private final VaultUpload upload;

    StampedUpload(String key, VaultUpload upload) {
      this.key = key;
      this.upload = upload;
    }

    @Override
    public void write(int b) throws IOException {
      upload.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      reached();
      upload.write(bytes, from, length);
    }

    @Override
    public void commit() {
      reached();
      upload.commit();
      stamps.put(key, clocks.world());
    }

    @Override
    public void close() {
      upload.close();
    }
  }
}
