package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands on to a member whatever is read through it, in large buffers. One thread only. */
final class Tee extends InputStream {
  private static final int BUFFER = 256 * 1024;

  private final InputStream from;
  private final OutputStream to;
  private final String subject;
  private final StepContext context;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int end;
  private long done;

  Tee(InputStream from, OutputStream to, String subject, StepContext context) {
    this.from = from;
    this.to = to;
    this.subject = subject;
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

  @Override
  public long skip(long count) throws IOException {
    if (next == end && !fill()) {
      return 0;
    }
    int skipped = (int) Math.min(count, end - next);
    next += skipped;
    return skipped;
  }

  /** Reads on to the end; returns the last bytes as text, where a program says that it is done. */
  String drain() throws IOException {
    String tail = "";
    while (next < end || fill()) {
      String all =
          tail + new String(buffer, next, end - next, java.nio.charset.StandardCharsets.ISO_8859_1);
      tail = all.substring(Math.max(0, all.length() - 200));
      next = end;
    }
    return tail;
  }

  private boolean fill() throws IOException {
    int count = from.read(buffer);
    next = 0;
    end = Math.max(0, count);
    if (count <= 0) {
      return false;
    }
    to.write(buffer, 0, count);
    done += count;
    context.progress(subject, done, -1);
    return true;
  }
}
