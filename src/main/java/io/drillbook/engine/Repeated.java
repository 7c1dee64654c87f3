package io.drillbook.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Work that is done again and again, one at a time, on a thread of its own. Work that throws is
 * logged and done again: a timer whose work throws is never fired again.
 */
public final class Repeated {
  private final String thread;
  private final Logger log;
  private final String trouble;
  private ScheduledExecutorService timer;

  /**
   * Work that does not go on yet.
   *
   * @param thread the name of its thread
   * @param log where it is written that the work threw
   * @param trouble in which words
   */
  public Repeated(String thread, Logger log, String trouble) {
    this.thread = thread;
    this.log = log;
    this.trouble = trouble;
  }

  /**
   * Begins; to be called again only after it was stopped.
   *
   * @param first how long until it is done first
   * @param every how long between an end and the next begin
   */
  public synchronized void start(Duration first, Duration every, Runnable work) {
    timer = Executors.newSingleThreadScheduledExecutor(this::thread);
    var unused =
        timer.scheduleWithFixedDelay(
            () -> once(work), first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends; work that goes on is interrupted. Nothing where it does not go on. */
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  /** Whether it goes on. */
  public synchronized boolean isRunning() {
    return timer != null;
  }

  private Thread thread(Runnable work) {
    Thread daemon = new Thread(work, thread);
    daemon.setDaemon(true);
    return daemon;
  }

  private void once(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error(trouble, e);
    }
  }
}
