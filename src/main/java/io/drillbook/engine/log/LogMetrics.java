package io.drillbook.engine.log;

import io.drillbook.domain.log.LogState;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.store.LogStore;
import io.drillbook.usecase.log.ListLogs;
import io.drillbook.usecase.log.LogSubject;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** How logs stand, as metrics; read from the store, so that they are right on every server. */
public final class LogMetrics implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LogMetrics.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final MeterRegistry registry;
  private final ListLogs logs;
  private final LogStore store;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Repeated timer =
      new Repeated("log-metrics", LOG, "New logs have no metrics yet; tried again.");

  /** Metrics in this registry. */
  public LogMetrics(MeterRegistry registry, ListLogs logs, LogStore store) {
    this.registry = registry;
    this.logs = logs;
    this.store = store;
  }

  @Override
  public void start() {
    timer.start(Duration.ZERO, EVERY, () -> logs.all().forEach(this::register));
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private void register(LogSubject subject) {
    if (!registered.add(subject.inWords())) {
      return;
    }
    gauge(
        subject,
        "drillbook_log_gap",
        "1 while the newest recovery point and the log do not join",
        state -> state.isWhole() ? 0 : 1);
    gauge(
        subject,
        "drillbook_log_receiving",
        "1 while the log is received",
        state -> state.trouble().isEmpty() ? 1 : 0);
    gauge(
        subject,
        "drillbook_log_kept_back_bytes",
        "What the source's server keeps back for the receiver",
        LogState::keptBytes);
    gauge(
        subject,
        "drillbook_log_kept_back_limit_bytes",
        "From where on the slot is dropped rather than the server's disk filled",
        LogState::limitBytes);
  }

  private void gauge(
      LogSubject subject, String name, String meaning, ToDoubleFunction<LogState> value) {
    String system = subject.plan().system();
    Gauge.builder(
            name,
            () -> store.find(system, subject.source()).map(value::applyAsDouble).orElse(Double.NaN))
        .description(meaning)
        .tags(Tags.of("system", system, "source", subject.source()))
        .register(registry);
  }
}
