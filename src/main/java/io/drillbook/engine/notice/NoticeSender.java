package io.drillbook.engine.notice;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.notice.DeliverNotice;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
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
  private final RestingNotices resting;
  private final Lock looking = new ReentrantLock();
  private ThreadPoolTaskScheduler timer;
  private ThreadPoolTaskExecutor senders;

  /**
   * A sender of this outbox.
   *
   * @param nanoTime time that only ever passes, as {@link System#nanoTime()}
   */
  public NoticeSender(
      OutboxStore outbox,
      DeliverNotice deliver,
      MeterRegistry registry,
      Clock clock,
      LongSupplier nanoTime) {
    this.outbox = outbox;
    this.deliver = deliver;
    this.clock = clock;
    this.resting = new RestingNotices(nanoTime);
    NoticeGauges.register(outbox, registry);
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
    timer.setWaitForTasksToCompleteOnShutdown(true);
    timer.setAwaitTerminationSeconds(LAST_SECONDS);
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

  /**
   * One at a time: the last look must not run beside one of the timer that hangs. A timer whose
   * work throws is never fired again.
   */
  private void look() {
    if (!looking.tryLock()) {
      return;
    }
    try {
      Map<String, List<Delivery>> byChannel = new LinkedHashMap<>();
      // As many more as there are that rest: they must not take the places of the others.
      for (Delivery delivery : outbox.due(clock.instant(), OF_EACH + resting.size())) {
        if (!resting.contains(delivery.id())) {
          byChannel.computeIfAbsent(delivery.channel(), it -> new ArrayList<>()).add(delivery);
        }
      }
      byChannel.forEach(this::hand);
    } catch (RuntimeException e) {
      LOG.error("The outbox could not be looked at; tried again at once.", e);
    } finally {
      looking.unlock();
    }
  }

  private void hand(String channel, List<Delivery> deliveries) {
    if (busy.add(channel)) {
      senders.execute(() -> send(channel, deliveries));
    }
  }

  private void send(String channel, List<Delivery> deliveries) {
    try {
      deliveries.forEach(this::send);
    } finally {
      busy.remove(channel);
    }
  }

  /** What fails for one must not keep the channel's others from being sent. */
  private void send(Delivery delivery) {
    try {
      deliver.deliver(delivery);
      resting.remove(delivery.id());
    } catch (RuntimeException e) {
      Duration rest = resting.add(delivery.id());
      LOG.error(
          "The message '{}' to '{}' could not be dealt with; tried again in {} s.",
          delivery.message().subject(),
          delivery.recipient(),
          rest.toSeconds(),
          e);
    }
  }
}
