package io.drillbook.engine.notice;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.notice.DeliverNotice;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Sends what lies in the outbox, a thread for each channel: one that hangs holds up nobody else.
 * Looks four times a second; what a server leaves behind that is killed, the next start finds.
 */
public final class NoticeSender implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);
  private static final Duration EVERY = Duration.ofMillis(250);
  private static final int OF_EACH = 20;
  private static final int CHANNELS = 8;
  private static final int LAST_SECONDS = 5;

  private final OutboxStore outbox;
  private final DeliverNotice deliver;
  private final Clock clock;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private ThreadPoolTaskScheduler timer;
  private ThreadPoolTaskExecutor senders;

  /** A sender of this outbox. */
  public NoticeSender(
      OutboxStore outbox, DeliverNotice deliver, MeterRegistry registry, Clock clock) {
    this.outbox = outbox;
    this.deliver = deliver;
    this.clock = clock;
    for (DeliveryState state : DeliveryState.values()) {
      Gauge.builder("drillbook_notices", () -> outbox.counts().getOrDefault(state, 0L))
          .description("Messages to people by what became of them")
          .tag("state", state.word())
          .register(registry);
    }
  }

  @Override
  public synchronized void start() {
    senders = new ThreadPoolTaskExecutor();
    senders.setCorePoolSize(CHANNELS);
    senders.setThreadNamePrefix("notice-");
    senders.setDaemon(true);
    senders.setWaitForTasksToCompleteOnShutdown(true);
    senders.setAwaitTerminationSeconds(LAST_SECONDS);
    senders.initialize();
    timer = new ThreadPoolTaskScheduler();
    timer.setThreadNamePrefix("outbox-");
    timer.setDaemon(true);
    timer.initialize();
    var unused = timer.scheduleWithFixedDelay(this::look, EVERY);
  }

  /** What was written just before the end still goes out, where the channel answers at once. */
  @Override
  public synchronized void stop() {
    timer.shutdown();
    look();
    senders.shutdown();
    timer = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }

  /** A timer whose work throws is never fired again. */
  private void look() {
    try {
      Map<String, List<Delivery>> byChannel = new LinkedHashMap<>();
      for (Delivery delivery : outbox.due(clock.instant(), OF_EACH)) {
        byChannel.computeIfAbsent(delivery.channel(), it -> new ArrayList<>()).add(delivery);
      }
      byChannel.forEach(this::hand);
    } catch (RuntimeException e) {
      LOG.error("The outbox could not be looked at; tried again at once.", e);
    }
  }

  private void hand(String channel, List<Delivery> deliveries) {
    if (busy.add(channel)) {
      senders.execute(() -> send(channel, deliveries));
    }
  }

  private void send(String channel, List<Delivery> deliveries) {
    try {
      deliveries.forEach(deliver::deliver);
    } catch (RuntimeException e) {
      LOG.error("The channel '{}' could not be served; tried again.", channel, e);
    } finally {
      busy.remove(channel);
    }
  }
}
