package io.drillbook.driver.source.command;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes a member's content to a program that runs, in a thread of its own. */
final class Feeding {
  private static final long PAUSE_MILLIS = 50;

  private final Feed feed;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean whole;
  private volatile RuntimeException trouble;

  Feeding(Feed feed) {
    this.feed = feed;
  }

  /** Where the content goes; opening it may wait for the program. */
  @FunctionalInterface
  interface Receiver {
    OutputStream open() throws IOException;
  }

  /** Writes all of it; a program that was given half is killed before it could see an end. */
  void run(Receiver receiver, Runnable kill) {
    try {
      OutputStream out = receiver.open();
      try {
        feed.into(out);
        out.flush();
        whole = true;
      } catch (RuntimeException e) {
        trouble = e;
        kill.run();
        throw e;
      } finally {
        out.close();
      }
    } catch (IOException e) {
      // The program took no more; how it ended is told by who follows it.
      whole = false;
    } finally {
      over.countDown();
    }
  }

  /** Throws what was wrong with the content: that the program was killed for it says less. */
  void rethrow() {
    if (trouble != null) {
      throw trouble;
    }
  }

  /** Whether the program took everything. */
  boolean wasWhole(Duration grace) {
    return await(grace.toMillis()) && whole;
  }

  /** Lets the thread go if it still waits for the program to open the pipe. */
  void letGo(Optional<Fifo> fifo) {
    // It may come to that only later, so once is not enough.
    while (fifo.isPresent() && !await(PAUSE_MILLIS)) {
      fifo.get().release();
    }
  }

  private boolean await(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
