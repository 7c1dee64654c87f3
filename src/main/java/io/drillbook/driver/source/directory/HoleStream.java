package io.drillbook.driver.source.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Writes a file and leaves a hole where there is nothing but zeros: it was sparse, or may be. */
final class HoleStream extends OutputStream {
  private static final int PIECE = 64 * 1024;
  private static final byte[] ZEROS = new byte[PIECE];

  private final FileChannel file;
  private boolean endsInHole;

  /** Into an empty file. */
  HoleStream(FileChannel file) {
    this.file = file;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int end = from + length;
    for (int at = from; at < end; ) {
      int next = Math.min(end, at + PIECE);
      boolean hole = isZero(bytes, at, next);
      while (!hole && next < end && !isZero(bytes, next, Math.min(end, next + PIECE))) {
        next = Math.min(end, next + PIECE);
      }
      if (hole) {
        file.position(file.position() + (next - at));
      } else {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, next - at);
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
      }
      endsInHole = hole;
      at = next;
    }
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, ZEROS, 0, to - from);
  }

  @Override
  public void close() throws IOException {
    try (FileChannel last = file) {
      if (endsInHole) {
        // Its length is where the last byte is.
        last.write(ByteBuffer.allocate(1), last.position() - 1);
      }
    }
  }
}
