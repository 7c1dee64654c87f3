package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedTest {
  private static final Duration SOON = Duration.ofMillis(5);

  private final Repeated repeated =
      new Repeated("repeated", LoggerFactory.getLogger(RepeatedTest.class), "It threw.");

  @Test
  void workThatThrowsIsDoneAgainUntilItIsStoppedAndCanBeginAnew() {
    AtomicInteger done = new AtomicInteger();
    Runnable work =
        () -> {
          done.incrementAndGet();
          throw new IllegalStateException("each time");
        };
    assertThat(repeated.isRunning()).isFalse();
    repeated.start(SOON, SOON, work);
    await(done, 3);
    assertThat(repeated.isRunning()).isTrue();
    repeated.stop();
    repeated.stop();
    assertThat(repeated.isRunning()).isFalse();
    int before = done.get();
    repeated.start(SOON, SOON, work);
    await(done, before + 3);
    repeated.stop();
  }

  @Test
  void whatGoesOnIsInterruptedByTheStop() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    repeated.start(
        SOON,
        SOON,
        () -> {
          began.countDown();
          try {
            Thread.sleep(Duration.ofMinutes(10).toMillis());
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    assertThat(began.await(1, TimeUnit.MINUTES)).isTrue();
    repeated.stop();
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private static void await(AtomicInteger done, int times) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> done.get() >= times);
  }
}
