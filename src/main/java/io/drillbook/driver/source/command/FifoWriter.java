package io.drillbook.driver.source.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Writes into a named pipe. A reader may leave where nothing but padding is left: GNU tar closes a
 * named pipe at the archive's end mark and leaves the zeros of the last record behind, at times
 * before they were written. The thread that writes must not be interrupted: that closes the pipe,
 * and the reader would take half for the whole.
 */
final class FifoWriter extends OutputStream {
  /** No more than a pipe hides from its writer anyway (pipe(7), capacity). */
  private static final int PADDING = 64 * 1024;

  private final FileChannel channel;
  private IOException left;
  private long unread;

  private FifoWriter(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until somebody opens the pipe for reading. */
  static FifoWriter open(Fifo fifo) throws IOException {
    return new FifoWriter(FileChannel.open(fifo.path(), StandardOpenOption.WRITE));
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
    if (left == null) {
      writeWhileRead(buffer);
    }
    requirePadding(buffer);
  }

  private void writeWhileRead(ByteBuffer buffer) {
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      left = e;
    }
  }

  private void requirePadding(ByteBuffer buffer) throws IOException {
    unread += buffer.remaining();
    while (buffer.hasRemaining()) {
      if (buffer.get() != 0 || unread > PADDING) {
        throw left;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
