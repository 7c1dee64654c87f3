package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Receives one cluster's log into its spool and hands over each file as it closes. A sink that
 * cannot take a file is asked again, with growing patience, while receiving goes on.
 */
final class ReceiveLog {
  private static final Duration TURN = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final long LOOK_MILLIS = 100;
  private static final long FIRST_PATIENCE_MILLIS = 500;
  private static final long LAST_PATIENCE_MILLIS = 15_000;
  private static final long NANOS = 1_000_000;

  private final String series;
  private final Spool spool;
  private final LogSink sink;
  private final StepContext context;
  private long patience = FIRST_PATIENCE_MILLIS;
  private long askAgainAt = System.nanoTime();

  ReceiveLog(String series, Spool spool, LogSink sink, StepContext context) {
    this.series = series;
    this.spool = spool;
    this.sink = sink;
    this.context = context;
  }

  /**
   * Runs until the program ends.
   *
   * @param program starts it, writing into a folder
   * @throws Fault why it ended
   */
  void run(Function<Path, ReceiveProcess> program) {
    CountDownLatch cancelled = new CountDownLatch(1);
    context.cancellation().onCancel(cancelled::countDown);
    spool.collect();
    if (!spool.hasRoom()) {
      // Nothing but this can make room.
      handOver();
    }
    spool.requireRoom();
    spool.joinOn(sink.kept(series));
    try (ReceiveProcess process = program.apply(spool.in())) {
      while (process.isRunning()) {
        context.cancellation().check();
        spool.collect();
        handOver(TURN);
        spool.requireRoom();
        pause(cancelled);
      }
      context.cancellation().check();
      spool.collect();
      handOver(TURN);
      throw process.why();
    }
  }

  /** Hands over what waits, until it is refused. */
  void handOver() {
    handOver(LONGEST);
  }

  /**
   * The same for a while, one piece at least: a slow vault must not keep from seeing what was
   * received and whether the disk has room.
   */
  void handOver(Duration turn) {
    long end = System.nanoTime() + turn.toNanos();
    if (System.nanoTime() - askAgainAt < 0) {
      return;
    }
    for (Path piece : spool.waiting()) {
      context.cancellation().check();
      try {
        sink.take(
            series,
            piece.getFileName().toString(),
            closedAt(piece),
            () -> Files.newInputStream(piece));
        spool.remove(piece);
        patience = FIRST_PATIENCE_MILLIS;
      } catch (Fault e) {
        if (e.code() == FaultCode.OBJECT_EXISTS || e.code() == FaultCode.CANCELLED) {
          throw e;
        }
        askAgainAt = System.nanoTime() + patience * NANOS;
        patience = Math.min(2 * patience, LAST_PATIENCE_MILLIS);
        return;
      }
      if (System.nanoTime() - end > 0) {
        return;
      }
    }
  }

  /** When the last byte arrived; the same after a restart. */
  private static Instant closedAt(Path piece) {
    try {
      return Files.getLastModifiedTime(piece).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pause(CountDownLatch cancelled) {
    try {
      cancelled.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on receiving the log: 'interrupted'",
          "It goes on where it stopped when it is started again.",
          e);
    }
  }
}
