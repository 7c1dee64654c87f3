package io.drillbook.usecase.log;

import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A vault whose user dies right after a change, or right before it. */
final class MortalVault implements Vault {
  private final Vault real;
  private int changesLeft;
  private final boolean before;

  MortalVault(Vault real, int changesLeft, boolean before) {
    this.real = real;
    this.changesLeft = changesLeft;
    this.before = before;
  }

  /** What a killed process would have done: nothing more. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private void change(Runnable action) {
    changesLeft--;
    if (changesLeft < 0 || (before && changesLeft == 0)) {
      throw new Death();
    }
    action.run();
    if (changesLeft == 0) {
      throw new Death();
    }
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public VaultUpload create(String key) {
    VaultUpload upload = real.create(key);
    return new VaultUpload() {
      @Override
      public void write(int b) throws IOException {
        upload.write(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        upload.write(bytes, from, length);
      }

      @Override
      public void commit() {
        change(upload::commit);
      }

      @Override
      public void close() {
        if (changesLeft > 0) {
          upload.close();
        }
      }
    };
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
    change(() -> real.delete(key));
  }

  @Override
  public void withdraw(String key) {
    change(() -> real.withdraw(key));
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
