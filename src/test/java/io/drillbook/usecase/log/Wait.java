package io.drillbook.usecase.log;

import java.util.function.BooleanSupplier;

/** Waits for what must come true, a minute and a half at most. */
final class Wait {
  private static final long LIMIT = 90_000;

  private Wait() {}

  static void until(String what, BooleanSupplier holds) {
    long end = System.currentTimeMillis() + LIMIT;
    while (!holds.getAsBoolean()) {
      if (System.currentTimeMillis() > end) {
        throw new AssertionError("never came true: " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
