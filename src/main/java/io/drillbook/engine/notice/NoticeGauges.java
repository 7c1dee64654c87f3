package io.drillbook.engine.notice;

import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.spi.store.OutboxStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;

/** Messages by what became of them, as metrics: counted once for all states that are asked for. */
final class NoticeGauges {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final OutboxStore outbox;
  private Map<DeliveryState, Long> counts = Map.of();
  private long countedNanos = System.nanoTime() - FRESH.toNanos();

  private NoticeGauges(OutboxStore outbox) {
    this.outbox = outbox;
  }

  static void register(OutboxStore outbox, MeterRegistry registry) {
    NoticeGauges gauges = new NoticeGauges(outbox);
    for (DeliveryState state : DeliveryState.values()) {
      Gauge.builder("drillbook_notices", () -> gauges.count(state))
          .description("Messages to people by what became of them")
          .tag("state", state.word())
          .register(registry);
    }
  }

  private synchronized long count(DeliveryState state) {
    if (System.nanoTime() - countedNanos >= FRESH.toNanos()) {
      counts = outbox.counts();
      countedNanos = System.nanoTime();
    }
    return counts.getOrDefault(state, 0L);
  }
}
