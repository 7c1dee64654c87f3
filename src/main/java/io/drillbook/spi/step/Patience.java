package io.drillbook.spi.step;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for something outside, ends early on success or when the step is cancelled. */
public final class Patience {
  private Patience() {}

  /**
   * Asks again and again until the answer is yes; asks at least once.
   *
   * @param limit how long to go on asking
   * @param every pause between two questions
   * @return whether the answer was yes within the limit
   * @throws io.drillbook.domain.fault.Fault CANCELLED
   */
  public static boolean until(
      Duration limit, Duration every, Cancellation cancellation, BooleanSupplier question) {
    CountDownLatch cancelled = new CountDownLatch(1);
    cancellation.onCancel(cancelled::countDown);
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      cancellation.check();
      if (question.getAsBoolean()) {
        return true;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      pause(cancelled, Math.min(left, every.toNanos()), cancellation);
    }
  }

  private static void pause(CountDownLatch cancelled, long nanos, Cancellation cancellation) {
    try {
      if (cancelled.await(nanos, TimeUnit.NANOSECONDS)) {
        cancellation.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.cancel("interrupted");
      cancellation.check();
    }
  }
}
