package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/**
 * What was found on its way to the archives: whoever is free takes the next, so the archives grow
 * alike whatever the sizes, and each gets its part in the order of the walk. Holds a limited
 * number, so that the walk waits for the archives.
 */
final class Distribution {
  private static final int MOST_WAITING = 512;

  /** Below this no second archive is worth its while. */
  private static final long SHARE_BYTES = 32L << 20;

  /** What a file costs beside its bytes, as if it were bytes. */
  private static final long EACH_BYTES = 16L << 10;

  private final Deque<Work> waiting = new ArrayDeque<>();
  private long offered;
  private boolean ended;
  private boolean stopped;

  synchronized void put(Work item) {
    waitUntil(() -> waiting.size() < MOST_WAITING);
    offered += item.item().stat().size() + EACH_BYTES;
    waiting.add(item);
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The next one for this archive, or null where there is none any more. */
  synchronized Work take(int archive) {
    Work[] found = new Work[1];
    waitUntil(() -> (found[0] = poll(archive)) != null || ended);
    notifyAll();
    return found[0];
  }

  private Work poll(int archive) {
    if (archive > 0 && offered < archive * SHARE_BYTES) {
      return null;
    }
    for (Iterator<Work> all = waiting.iterator(); all.hasNext(); ) {
      Work item = all.next();
      if (archive == 0 || !item.item().isHardLinked()) {
        all.remove();
        return item;
      }
    }
    return null;
  }

  /** Ends all waiting, on both sides, with a fault. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private void waitUntil(BooleanSupplier ready) {
    try {
      while (!stopped && !ready.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
    if (stopped) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with the capture: 'another part of it ended'",
          "The part that failed says why.");
    }
  }
}
