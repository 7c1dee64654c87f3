package io.drillbook.usecase.check;

import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A vault whose user dies right after the N-th change: whatever is called from then on, by a {@code
 * finally} too, has no effect any more, as after {@code kill -9}.
 */
record DyingVault(Vault vault, Life life) implements Vault {
  /** What is left of a life, in changes. */
  static final class Life {
    private int left;
    private int lived;

    Life(int left) {
      this.left = left;
    }

    int lived() {
      return lived;
    }

    void require() {
      if (left == 0) {
        throw new Death();
      }
    }

    void changed() {
      left--;
      lived++;
      require();
    }
  }

  /** The end of a process. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultUpload create(String key) {
    life.require();
    VaultUpload upload = vault.create(key);
    life.changed();
    return new VaultUpload() {
      @Override
      public void commit() {
        life.require();
        upload.commit();
        life.changed();
      }

      @Override
      public void write(int b) throws IOException {
        life.require();
        upload.write(b);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        life.require();
        upload.write(bytes, from, length);
      }

      @Override
      public void close() {
        life.require();
        upload.close();
      }
    };
  }

  @Override
  public InputStream read(String key) {
    life.require();
    return vault.read(key);
  }

  @Override
  public boolean exists(String key) {
    life.require();
    return vault.exists(key);
  }

  @Override
  public List<Entry> list(String prefix) {
    life.require();
    return vault.list(prefix);
  }

  @Override
  public void delete(String key) {
    life.require();
    vault.delete(key);
    life.changed();
  }

  @Override
  public void discardUploads(String prefix) {
    life.require();
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
