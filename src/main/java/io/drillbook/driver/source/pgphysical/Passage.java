package io.drillbook.driver.source.pgphysical;

import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Hands on whatever is read through it, in large buffers, says how far it is, and remembers whether
 * it was the reading itself that failed. One thread only.
 */
final class Passage extends InputStream {
  private static final int BUFFER = 256 * 1024;

  private final InputStream from;
  private final OutputStream to;
  private final String subject;
  private final long total;
  private final StepContext context;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;
  private long done;
  private IOException broken;
  private IOException refused;

  Passage(InputStream from, OutputStream to, String subject, long total, StepContext context) {
    this.from = from;
    this.to = to;
    this.subject = subject;
    this.total = total;
    this.context = context;
  }

  @Override
  public int read() throws IOException {
    return next < end || fill() ? buffer[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (next == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - next);
    System.arraycopy(buffer, next, into, offset, count);
    next += count;
    return count;
  }

  /** What kept it from being read to its end, if that was not what is in it. */
  Optional<IOException> broken() {
    return Optional.ofNullable(broken);
  }

  /** What kept it from being handed on. */
  Optional<IOException> refused() {
    return Optional.ofNullable(refused);
  }

  private boolean fill() throws IOException {
    context.cancellation().check();
    try {
      end = Math.max(0, from.read(buffer));
    } catch (IOException e) {
      broken = e;
      throw e;
    }
    next = 0;
    if (end == 0) {
      return false;
    }
    try {
      to.write(buffer, 0, end);
    } catch (IOException e) {
      refused = e;
      throw e;
    }
    done += end;
    context.progress(subject, done, total);
    return true;
  }
}
