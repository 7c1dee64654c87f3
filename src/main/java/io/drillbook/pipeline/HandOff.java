package io.drillbook.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Bytes on their way from one thread to another, in a few recycled buffers: memory stays the same
 * however long the stream is, and whichever side is slower holds the other back. One thread writes,
 * one reads. Once broken off by either side, both sides fail at their next call instead of waiting
 * for ever.
 */
final class HandOff {
  /** Larger calls make the cipher leave the CPU's own instructions. */
  static final int BUFFER_BYTES = 256 * 1024;

  private static final int BUFFERS = 4;

  private record Chunk(Buffer buffer, int length) {}

  private static final class Buffer {
    private final byte[] bytes = new byte[BUFFER_BYTES];
  }

  private final Deque<Buffer> free = new ArrayDeque<>();
  private final Deque<Chunk> full = new ArrayDeque<>();
  private final OutputStream writer = new Writer();
  private final InputStream reader = new Reader();
  private boolean ended;
  private Throwable broken;

  HandOff() {
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new Buffer());
    }
  }

  /** Closing it tells the reader that this was all. */
  OutputStream writer() {
    return writer;
  }

  /** Closing it early breaks the hand-off. */
  InputStream reader() {
    return reader;
  }

  /** Ends it with a failure that both sides get to see; only the first one counts. */
  synchronized void breakOff(Throwable why) {
    if (broken == null) {
      broken = why;
      notifyAll();
    }
  }

  /** Why it was broken off, or null. */
  synchronized Throwable broken() {
    return broken;
  }

  private synchronized Buffer takeFree() throws IOException {
    waitUntil(() -> !free.isEmpty());
    return free.remove();
  }

  private synchronized void putFull(Chunk chunk) throws IOException {
    failIfBroken();
    full.add(chunk);
    notifyAll();
  }

  private synchronized void end() throws IOException {
    failIfBroken();
    ended = true;
    notifyAll();
  }

  private synchronized Chunk takeFull() throws IOException {
    waitUntil(() -> !full.isEmpty() || ended);
    return full.poll();
  }

  private synchronized void putFree(Buffer buffer) {
    free.add(buffer);
    notifyAll();
  }

  private synchronized void waitUntil(BooleanSupplier ready) throws IOException {
    try {
      while (broken == null && !ready.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      breakOff(e);
      throw new InterruptedIOException("interrupted while handing bytes over");
    }
    failIfBroken();
  }

  private void failIfBroken() throws IOException {
    if (broken != null) {
      throw new IOException("the other side of the stream failed: " + broken.getMessage(), broken);
    }
  }

  private final class Writer extends OutputStream {
    private Buffer current;
    private int used;
    private boolean closed;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, bytes.length);
      int done = 0;
      while (done < length) {
        if (current == null) {
          current = takeFree();
          used = 0;
        }
        int n = Math.min(length - done, BUFFER_BYTES - used);
        System.arraycopy(bytes, from + done, current.bytes, used, n);
        used += n;
        done += n;
        if (used == BUFFER_BYTES) {
          handOver();
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      if (current != null) {
        handOver();
      }
      end();
    }

    private void handOver() throws IOException {
      putFull(new Chunk(current, used));
      current = null;
    }
  }

  private final class Reader extends InputStream {
    private Chunk current;
    private int used;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int n = Math.min(length, current.length() - used);
      System.arraycopy(current.buffer().bytes, used, bytes, from, n);
      used += n;
      return n;
    }

    /** Passes the buffers on as they are, without a copy. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
      long moved = 0;
      while (fill()) {
        out.write(current.buffer().bytes, used, current.length() - used);
        moved += current.length() - used;
        used = current.length();
      }
      return moved;
    }

    @Override
    public void close() {
      breakOff(new IOException("the reader closed the stream before its end"));
    }

    private boolean fill() throws IOException {
      if (current != null && used < current.length()) {
        return true;
      }
      if (current != null) {
        putFree(current.buffer());
        current = null;
      }
      current = takeFull();
      used = 0;
      return current != null;
    }
  }
}
