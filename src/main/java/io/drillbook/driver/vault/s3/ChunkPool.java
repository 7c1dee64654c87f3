package io.drillbook.driver.vault.s3;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Memory for parts, bounded for all uploads together and used again. Never waits: two uploads that
 * are written by one thread would wait for each other for ever.
 */
final class ChunkPool {
  private final int most;
  private final Deque<SoftReference<byte[]>> idle = new ArrayDeque<>();
  private int taken;

  ChunkPool(int most) {
    this.most = most;
  }

  /** A quarter of the heap, at most 16 chunks (128 MiB). */
  static ChunkPool forThisHeap() {
    long share = Runtime.getRuntime().maxMemory() / 4 / PartSizes.FIRST_BYTES;
    return new ChunkPool((int) Math.max(2, Math.min(16, share)));
  }

  /** A chunk, unless all are in use. */
  synchronized Optional<byte[]> take() {
    if (taken == most) {
      return Optional.empty();
    }
    taken++;
    while (!idle.isEmpty()) {
      byte[] chunk = idle.pop().get();
      if (chunk != null) {
        return Optional.of(chunk);
      }
    }
    return Optional.of(new byte[PartSizes.FIRST_BYTES]);
  }

  synchronized void giveBack(byte[] chunk) {
    taken--;
    idle.push(new SoftReference<>(chunk));
  }

  synchronized int taken() {
    return taken;
  }
}
