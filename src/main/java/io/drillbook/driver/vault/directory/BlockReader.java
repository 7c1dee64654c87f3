package io.drillbook.driver.vault.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/** An object's bytes, read past the page cache where that works. For one thread. */
final class BlockReader extends InputStream {
  private final Path file;
  private final Blocks blocks;
  private FileChannel channel;
  private boolean plain;
  private ByteBuffer block;
  private long position;
  private boolean closed;

  /** Takes over the channel, which it closes. */
  BlockReader(FileChannel channel, Path file, Blocks blocks) {
    this.channel = channel;
    this.file = file;
    this.blocks = blocks;
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
      throw new ClosedChannelException();
    }
    if (block == null) {
      block = blocks.take().limit(0);
    }
    if (block.hasRemaining()) {
      return true;
    }
    // The end leaves a position that is not aligned, from which no further read is allowed.
    if (position >= channel.size()) {
      return false;
    }
    int n;
    try {
      n = readBlock();
    } catch (IOException e) {
      if (plain) {
        throw e;
      }
      goOnPlainly(e);
      n = readBlock();
    }
    position += Math.max(0, n);
    return n > 0;
  }

  private int readBlock() throws IOException {
    block.clear().limit(Blocks.BYTES);
    try {
      return channel.read(block, position);
    } finally {
      block.flip();
    }
  }

  /** Some file systems open it so and then refuse to read, or give less than whole blocks. */
  private void goOnPlainly(IOException first) throws IOException {
    try {
      FileChannel other =
          FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      channel.close();
      channel = other;
      plain = true;
    } catch (IOException e) {
      e.addSuppressed(first);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } finally {
      if (block != null) {
        blocks.give(block);
      }
    }
  }
}
