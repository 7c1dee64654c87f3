package io.drillbook.engine.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices that the clock was set back, by comparing it with the time that passed since the last
 * look. A clock that was slewed by a time server moves too little to be noticed.
 */
public final class ClockWatch {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  private static final Duration NOTICED = Duration.ofSeconds(30);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private Instant lastSeen;
  private long lastNanos;
  private ScheduledExecutorService thread;

  /**
   * A watch over a clock.
   *
   * @param nanoTime time that only ever passes, as {@link System#nanoTime()}
   */
  public ClockWatch(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    look();
  }

  /** Looks from now on, and tells by how much the clock was set back each time it was. */
  synchronized void start(Consumer<Duration> setBack) {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "clock watch");
              made.setDaemon(true);
              return made;
            });
    var unused =
        thread.scheduleWithFixedDelay(
            () -> {
              Duration back = look();
              if (back.compareTo(NOTICED) > 0) {
                setBack.accept(back);
              }
            },
            LOOK_EVERY.toSeconds(),
            LOOK_EVERY.toSeconds(),
            TimeUnit.SECONDS);
  }

  synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  /** By how much the clock is behind where it should be since the last look. */
  Duration look() {
    Instant seen = clock.instant();
    long nanos = nanoTime.getAsLong();
    Duration back =
        lastSeen == null
            ? Duration.ZERO
            : Duration.between(seen, lastSeen.plusNanos(nanos - lastNanos));
    lastSeen = seen;
    lastNanos = nanos;
    return back;
  }
}
