package io.drillbook.crash;

import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;

/** An upload whose first bytes and whose commit are side effects. */
final class CountedUpload extends VaultUpload {
  private final VaultUpload upload;
  private final SideEffects effects;
  private boolean written;

  CountedUpload(VaultUpload upload, SideEffects effects) {
    this.upload = upload;
    this.effects = effects;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    upload.write(bytes, from, length);
    if (!written) {
      written = true;
      effects.happened();
    }
  }

  @Override
  public void flush() throws IOException {
    upload.flush();
  }

  @Override
  public void commit() {
    upload.commit();
    effects.happened();
  }

  @Override
  public void close() {
    upload.close();
  }
}
