package io.drillbook.spi.vault;

import java.io.OutputStream;

/** An object in the making: write, then {@link #commit()}; closing without a commit discards it. */
public abstract class VaultUpload extends OutputStream {
  /**
   * Makes the object durable and visible under its key, all at once.
   *
   * @throws io.drillbook.domain.fault.Fault OBJECT_EXISTS where somebody else was first
   */
  public abstract void commit();

  /** Discards the object unless it was committed; may be called twice. */
  @Override
  public abstract void close();
}
