package io.drillbook.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** People who order all the time through the front door and remember what was promised to them. */
final class Customers implements AutoCloseable {
  private static final long EVERY_MILLIS = 100;

  private final String shop;
  private final Clock clock;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ConcurrentLinkedQueue<Promise> promises = new ConcurrentLinkedQueue<>();
  private final AtomicLong tries = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final ScheduledFuture<?> ordering;
  private boolean paused;

  Customers(String shop, Clock clock) {
    this.shop = shop;
    this.clock = clock;
    this.ordering =
        timer.scheduleWithFixedDelay(this::order, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * An order that the shop confirmed.
   *
   * @param confirmedAt it was committed before this instant
   */
  record Promise(long number, String customer, String article, int pieces, Instant confirmedAt) {}

  List<Promise> promises() {
    return List.copyOf(promises);
  }

  /** Nobody orders until {@link #resume}; when this returns, no order is under way. */
  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
  }

  long refused() {
    return refused.get();
  }

  @Override
  public void close() {
    ordering.cancel(false);
    timer.shutdownNow();
  }

  private synchronized void order() {
    if (paused) {
      return;
    }
    long n = tries.incrementAndGet();
    String customer = "customer " + (1 + n % 200);
    String article = "article " + n % 37;
    int pieces = (int) (1 + n % 5);
    Web.Answer answer =
        Web.call(
            "POST",
            shop + "/orders",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "customer=%s&article=%s&pieces=%d"
                .formatted(customer.replace(' ', '+'), article.replace(' ', '+'), pieces));
    if (answer.status() == 201) {
      promises.add(
          new Promise(
              Long.parseLong(answer.body().strip()), customer, article, pieces, clock.instant()));
    } else {
      refused.incrementAndGet();
    }
  }
}
