package io.drillbook.engine.schedule;

import io.drillbook.engine.Repeated;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.notify.SignOfLife;
import io.drillbook.usecase.readiness.NoticeSilence;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every minute whether a schedule is silent, and lets the outside know that none is. The
 * signal is sent only after a look that wrote into the database and found every due time dealt
 * with: a server that merely runs is not alive.
 */
public final class ScheduleAlarm implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleAlarm.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** After a start the watches first deal with what came due while the server was down. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private final NoticeSilence silence;
  private final Optional<SignOfLife> signal;
  private final Duration signalEvery;
  private final Clock clock;
  private volatile int silent;
  private volatile Instant lastSignal = Instant.EPOCH;
  private long startedNanos;
  private final Repeated timer =
      new Repeated(
          "schedule-alarm", LOG, "The schedules could not be looked at; no sign of life goes out.");

  /**
   * An alarm.
   *
   * @param signal how the outside is told, if at all
   * @param signalEvery how often
   */
  public ScheduleAlarm(
      NoticeSilence silence,
      Optional<SignOfLife> signal,
      Duration signalEvery,
      MeterRegistry registry,
      Clock clock) {
    this.silence = silence;
    this.signal = signal;
    this.signalEvery = signalEvery;
    this.clock = clock;
    Gauge.builder("drillbook_schedules_silent", () -> silent)
        .description("Schedules of which nothing was heard when they were due")
        .register(registry);
    signal.ifPresent(
        it ->
            Gauge.builder(
                    "drillbook_sign_of_life_age_seconds",
                    () -> Duration.between(lastSignal, clock.instant()).toSeconds())
                .description("Since the dead-man's signal was last taken")
                .register(registry));
  }

  @Override
  public void start() {
    startedNanos = System.nanoTime();
    Duration every = signal.isPresent() && signalEvery.compareTo(EVERY) < 0 ? signalEvery : EVERY;
    timer.start(every, every, this::look);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private void look() {
    boolean settled = System.nanoTime() - startedNanos > SETTLED.toNanos();
    silent = silence.look(settled).size();
    if (silent == 0 && isDue()) {
      signal.ifPresent(this::send);
    }
  }

  private boolean isDue() {
    Instant now = clock.instant();
    // A clock that was set back must not silence the signal until it comes there again.
    return lastSignal.isAfter(now) || !lastSignal.plus(signalEvery).isAfter(now);
  }

  private void send(SignOfLife sign) {
    Receipt receipt = sign.send();
    if (receipt instanceof Receipt.Delivered) {
      lastSignal = clock.instant();
    } else {
      LOG.warn("The dead-man's signal was not taken: {}", receipt);
    }
  }
}
