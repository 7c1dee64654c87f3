package io.drillbook.driver.source.sanity;

import io.drillbook.domain.plan.Durations;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An answer's bytes. A read that gets none for too long fails: the other end may be gone without a
 * word. Time between two reads is the reader's own and does not count.
 */
final class WatchedBody extends FilterInputStream {
  private final Duration patience;
  private final Consumer<WatchedBody> whenClosed;
  private long readingSince;
  private boolean reading;
  private boolean guarded;
  private String why = "";

  WatchedBody(InputStream in, Duration patience, Consumer<WatchedBody> whenClosed) {
    super(in);
    this.patience = patience;
    this.whenClosed = whenClosed;
  }

  /** Ends it from outside: whoever reads gets an IOException with this message. */
  void cut(String reason) {
    synchronized (this) {
      why = why.isEmpty() ? reason : why;
    }
    try {
      close();
    } catch (IOException e) {
      // Whoever reads it sees the end by itself.
      return;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    begin();
    try {
      int n = in.read(bytes, offset, length);
      check(null);
      return n;
    } catch (IOException e) {
      check(e);
      throw e;
    } finally {
      end();
    }
  }

  @Override
  public void close() throws IOException {
    whenClosed.accept(this);
    in.close();
  }

  /** A closed stream looks like one that has ended; it must not pass for whole. */
  private synchronized void check(IOException e) throws IOException {
    if (!why.isEmpty()) {
      throw new IOException(why, e);
    }
  }

  private synchronized void begin() {
    readingSince = System.nanoTime();
    reading = true;
    if (!guarded) {
      guarded = true;
      lookIn(patience.toNanos());
    }
  }

  private synchronized void end() {
    reading = false;
  }

  private void look() {
    synchronized (this) {
      long left = readingSince + patience.toNanos() - System.nanoTime();
      if (!reading || left > 0) {
        guarded = reading;
        if (reading) {
          lookIn(left);
        }
        return;
      }
    }
    cut("no byte came for " + Durations.inWords(patience));
  }

  private void lookIn(long nanos) {
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(this::look);
  }
}
