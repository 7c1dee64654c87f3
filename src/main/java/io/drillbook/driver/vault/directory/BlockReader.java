package io.drillbook.driver.vault.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** An object's bytes, read past the page cache. For one thread. */
final class BlockReader extends InputStream {
  private final FileChannel channel;
  private final Blocks blocks;
  private final ByteBuffer block;
  private boolean closed;

  BlockReader(FileChannel channel, Blocks blocks) {
    this.channel = channel;
    this.blocks = blocks;
    this.block = blocks.take().limit(0);
  }

  @Override
  public int read() throws IOException {
    return fill() ? block.get() & 0xff : -1;
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
    int n = Math.min(length, block.remaining());
    block.get(bytes, from, n);
    return n;
  }

  private boolean fill() throws IOException {
    if (closed) {
      throw new IOException("the object was closed");
    }
    if (block.hasRemaining()) {
      return true;
    }
    // The end leaves a position that is not aligned, from which no further read is allowed.
    if (channel.position() >= channel.size()) {
      return false;
    }
    block.clear().limit(Blocks.BYTES);
    int n = channel.read(block);
    block.flip();
    return n > 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      blocks.give(block);
      channel.close();
    }
  }
}
