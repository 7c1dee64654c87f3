package io.drillbook.engine.schedule;

import io.drillbook.domain.readiness.KeyExpiry;
import io.drillbook.engine.Repeated;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.WarnOfKeys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
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
  private final Repeated timer =
      new Repeated(
          "key-watch", LOG, "The ends of keys could not be looked at; tried again in an hour.");

  /** A watch over the keys of these names. */
  public KeyWatch(List<String> names, ListKeys keys, WarnOfKeys warn, MeterRegistry registry) {
    this.names = List.copyOf(names);
    this.keys = keys;
    this.warn = warn;
    this.registry = registry;
  }

  @Override
  public void start() {
    for (String name : names) {
      Gauge.builder("drillbook_key_expires_seconds", () -> seconds(keys.status(name).expiry()))
          .description("Until the key can be used no longer; negative after, NaN for never")
          .tag("key", name)
          .register(registry);
    }
    timer.start(FIRST, EVERY, warn::warn);
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private static double seconds(KeyExpiry expiry) {
    return expiry.left().map(left -> (double) left.toSeconds()).orElse(Double.NaN);
  }
}
