package io.drillbook.engine.schedule;

import io.drillbook.domain.readiness.KeyExpiry;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.WarnOfKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks after the ends of keys: a metric for each, and a warning when the server starts and every
 * hour, so that a warning is at most an hour late and a mail that failed is sent again.
 */
public final class KeyWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final List<String> names;
  private final ListKeys keys;
  private final WarnOfKeys warn;
  private final MeterRegistry registry;
  private ScheduledExecutorService timer;
  private ScheduledFuture<?> looks;

  /** A watch over the keys of these names. */
  public KeyWatch(List<String> names, ListKeys keys, WarnOfKeys warn, MeterRegistry registry) {
    this.names = List.copyOf(names);
    this.keys = keys;
    this.warn = warn;
    this.registry = registry;
  }

  @Override
  public synchronized void start() {
    for (String name : names) {
      Gauge.builder("drillbook_key_expires_seconds", () -> seconds(keys.status(name).expiry()))
          .description("Until the key can be used no longer; negative after, NaN for never")
          .tag("key", name)
          .register(registry);
    }
    timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "key-watch");
              thread.setDaemon(true);
              return thread;
            });
    looks =
        timer.scheduleWithFixedDelay(
            this::look, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    looks.cancel(true);
    timer.shutdown();
    timer = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }

  /** A timer whose work throws is never fired again. */
  private void look() {
    try {
      warn.warn();
    } catch (RuntimeException e) {
      LOG.error("The ends of keys could not be looked at; tried again in an hour.", e);
    }
  }

  private static double seconds(KeyExpiry expiry) {
    return expiry.left().map(left -> (double) left.toSeconds()).orElse(Double.NaN);
  }
}
