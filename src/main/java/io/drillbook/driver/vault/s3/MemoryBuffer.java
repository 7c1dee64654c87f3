package io.drillbook.driver.vault.s3;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A part in a chunk of the pool. */
final class MemoryBuffer extends PartBuffer {
  private final ChunkPool pool;
  private byte[] chunk;

  MemoryBuffer(byte[] chunk, ChunkPool pool) {
    super(chunk.length);
    this.chunk = chunk;
    this.pool = pool;
  }

  @Override
  void store(long at, byte[] bytes, int from, int length) {
    System.arraycopy(bytes, from, chunk, (int) at, length);
  }

  @Override
  InputStream open() {
    return new ByteArrayInputStream(chunk, 0, (int) size());
  }

  @Override
  public synchronized void close() {
    if (chunk != null) {
      pool.giveBack(chunk);
      chunk = null;
    }
  }
}
