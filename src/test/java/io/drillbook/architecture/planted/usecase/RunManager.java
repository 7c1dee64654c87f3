package io.drillbook.architecture.planted.usecase;

import java.time.Instant;

/** Everything that a method body should not do. */
public final class RunManager {
  /** Planted. */
  public Instant readClock() {
    return Instant.now();
  }

  /** Planted. */
  public void sleepAndPrint() throws InterruptedException {
    Thread.sleep(1);
    System.out.println("planted");
  }
}
