package io.drillbook.driver.source.command;

import io.drillbook.domain.plan.Durations;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that runs, with the limit after which it and all of its group are killed. */
final class Running implements AutoCloseable {
  private static final int KEPT = 64 * 1024;
  private static final int LINES = 5;
  private static final int LETTERS = 1_500;

  private final String key;
  private final Program program;
  private final ChildProcess child;
  private final Duration limit;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean timedOut;

  Running(String key, Program program, ChildProcess child, Duration limit) {
    this.key = key;
    this.program = program;
    this.child = child;
    this.limit = limit;
    Thread watch = new Thread(this::watch, "limit of " + key);
    watch.setDaemon(true);
    watch.start();
  }

  InputStream output() {
    return child.output();
  }

  OutputStream input() {
    return child.input();
  }

  ProcessHandle handle() {
    return child.handle();
  }

  void kill() {
    child.kill();
  }

  /** Reads its output, of which the beginning is kept, and waits for its end. */
  Answer answer(Cancellation cancellation) {
    closeInput();
    return answerWhileFed(cancellation);
  }

  /** The same while somebody else writes its input. */
  Answer answerWhileFed(Cancellation cancellation) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    readOutput(kept);
    return end(cancellation, kept.toString(StandardCharsets.UTF_8));
  }

  /**
   * Waits for its end; its output was read before.
   *
   * @param output what was kept of it
   */
  Answer end(Cancellation cancellation, String output) {
    int code = child.await();
    over.countDown();
    if (code != 0) {
      // What it started goes with it.
      child.kill();
    }
    cancellation.check();
    String errors = child.errors();
    return new Answer(
        program.shown(key),
        code,
        timedOut ? Durations.inWords(limit) : "",
        program.covered(output),
        tail(program.covered(errors.isBlank() ? output : errors)));
  }

  /** Reads what it writes to its end, so that it never waits for a reader. */
  void readOutput(ByteArrayOutputStream kept) {
    byte[] buffer = new byte[8192];
    try (InputStream in = child.output()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        kept.write(buffer, 0, Math.min(n, Math.max(0, KEPT - kept.size())));
      }
    } catch (IOException e) {
      // It was killed while it was read; how it ended is asked for next.
      return;
    }
  }

  /** Lets it see the end of its input. */
  void closeInput() {
    try {
      child.input().close();
    } catch (IOException e) {
      // It ended before it read anything; its exit code tells the rest.
      return;
    }
  }

  private void watch() {
    try {
      if (!over.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        timedOut = true;
        child.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines in one; what is cut off is cut at a blank, so that no half secret shows. */
  private static String tail(String text) {
    List<String> lines = text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    String last =
        String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    return last.length() <= LETTERS ? last : "… " + last.substring(last.length() - LETTERS);
  }

  @Override
  public void close() {
    over.countDown();
    child.close();
  }
}
