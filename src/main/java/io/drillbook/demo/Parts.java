package io.drillbook.demo;

import io.drillbook.spi.step.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything that the demo started, ended in reverse order. A signal may come in the middle of the
 * start: a part that is started after that is ended at once, so none is forgotten.
 */
final class Parts implements AutoCloseable {
  private final Cancellation cancellation = new Cancellation();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Ends every wait of the demo when the parts are closed. */
  Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Remembers a part that runs now.
   *
   * @throws io.drillbook.domain.fault.Fault CANCELLED where all parts are closed already
   */
  <T extends AutoCloseable> T keep(T part) {
    synchronized (started) {
      if (!cancellation.isCancelled()) {
        started.push(part);
        return part;
      }
    }
    end(part);
    cancellation.check();
    return part;
  }

  @Override
  public void close() {
    cancellation.cancel("the demo ends");
    while (true) {
      AutoCloseable part;
      synchronized (started) {
        part = started.poll();
      }
      if (part == null) {
        return;
      }
      end(part);
    }
  }

  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // One part that will not end must not keep the others running.
      System.getLogger(Parts.class.getName())
          .log(System.Logger.Level.WARNING, "unable to end a part of the demo", e);
    }
  }
}
