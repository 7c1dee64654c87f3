package io.drillbook.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.Around;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.notice.DeliverNotice;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real outbox; a channel that takes everything, and a database that fails where it is told. */
class NoticeSenderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Stores stores = new Stores();
  private final AtomicLong nanos = new AtomicLong(1);
  private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void whatFailsRestsForItselfAndHoldsUpNoOther() {
    for (int i = 0; i < 25; i++) {
      tell("poison " + i);
    }
    AtomicInteger tried = new AtomicInteger();
    OutboxStore outbox = failing(tried);
    NoticeSender sender = sender(outbox);
    sender.start();
    try {
      await(() -> tried.get() >= 25);
      tell("good");
      await(() -> sent.contains("good"));
      assertThat(tried).hasValue(25);
      nanos.addAndGet(Duration.ofSeconds(15).toNanos());
      await(() -> tried.get() >= 50);
      nanos.addAndGet(Duration.ofSeconds(15).toNanos());
      await(() -> tried.get() >= 75);
      nanos.addAndGet(Duration.ofSeconds(15).toNanos());
      tell("another");
      await(() -> sent.contains("another"));
      assertThat(tried).as("the third rest lasts 20 seconds").hasValue(75);
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      await(() -> tried.get() >= 100);
    } finally {
      sender.stop();
    }
    assertThat(sent).containsExactly("good", "another");
  }

  @Test
  void theLastLookDoesNotRunBesideOneThatHangs() throws InterruptedException {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    OutboxStore outbox =
        Around.port(
            OutboxStore.class,
            stores.outbox,
            (method, arguments, real) -> {
              if (method.equals("due")) {
                most.accumulateAndGet(looks.incrementAndGet(), Math::max);
                awaitUninterrupted(hangs);
                looks.decrementAndGet();
              }
              return real.ask();
            });
    NoticeSender sender = sender(outbox);
    sender.start();
    await(() -> looks.get() == 1);
    Thread stop = new Thread(sender::stop);
    stop.start();
    await(() -> most.get() > 1 || !stop.isAlive());
    hangs.countDown();
    stop.join();
    assertThat(most).hasValue(1);
  }

  @Test
  void allStatesAreCountedAtOnce() {
    tell("one");
    AtomicInteger counts = new AtomicInteger();
    OutboxStore outbox =
        Around.port(
            OutboxStore.class,
            stores.outbox,
            (method, arguments, real) -> {
              counts.addAndGet(method.equals("counts") ? 1 : 0);
              return real.ask();
            });
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    sender(outbox, registry);
    List<Gauge> gauges = List.copyOf(registry.find("drillbook_notices").gauges());
    assertThat(gauges.stream().mapToDouble(Gauge::value).sum()).isEqualTo(1);
    assertThat(gauges).hasSizeGreaterThan(3);
    assertThat(counts).hasValue(1);
  }

  private OutboxStore failing(AtomicInteger tried) {
    return Around.port(
        OutboxStore.class,
        stores.outbox,
        (method, arguments, real) -> {
          if (method.equals("claim") && subject((String) arguments[0]).startsWith("poison")) {
            tried.incrementAndGet();
            throw new IllegalStateException("the row is locked");
          }
          return real.ask();
        });
  }

  private String subject(String delivery) {
    return stores.outbox.find(delivery).orElseThrow().message().subject();
  }

  private NoticeSender sender(OutboxStore outbox) {
    return sender(outbox, new SimpleMeterRegistry());
  }

  private NoticeSender sender(OutboxStore outbox, SimpleMeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    DeliverNotice deliver =
        new DeliverNotice(
            outbox, stores.record, stores.atOnce, Map.of("mail", this::send), Set.of(), clock);
    return new NoticeSender(outbox, deliver, registry, clock, nanos::get);
  }

  private Receipt send(Delivery delivery) {
    sent.add(delivery.message().subject());
    return new Receipt.Delivered(false);
  }

  private void tell(String subject) {
    new NotifyPeople(stores.outbox, Clock.systemUTC())
        .run(
            PlanFixture.shop(),
            new Notice(Set.of(Audience.ONCALL), subject, "text"),
            new NotifyPeople.About(Optional.empty(), "test", Optional.empty()));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /** As a database that does not answer, which no interruption ends. */
  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        done = false;
      }
    }
  }
}
