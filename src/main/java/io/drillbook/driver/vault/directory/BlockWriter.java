package io.drillbook.driver.vault.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Fills a file that is there and empty, past the page cache in whole blocks; the last part of a
 * block, and a file smaller than one, goes through it. For one thread.
 */
final class BlockWriter implements AutoCloseable {
  private final FileChannel plain;
  private final Path file;
  private final Blocks blocks;
  private final ByteBuffer block;
  private FileChannel channel;
  private boolean closed;

  /** Takes over the channel, which it closes. */
  BlockWriter(FileChannel plain, Path file, Blocks blocks) {
    this.plain = plain;
    this.file = file;
    this.blocks = blocks;
    this.block = blocks.take();
  }

  void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int n = Math.min(block.remaining(), length - done);
      block.put(bytes, from + done, n);
      done += n;
      if (!block.hasRemaining()) {
        if (channel == null) {
          channel = Blocks.open(file, Set.of(StandardOpenOption.WRITE)).orElse(plain);
        }
        drain(channel);
      }
    }
  }

  /** Writes what is left and waits until the disk has all of it. */
  void force() throws IOException {
    if (channel != null && channel != plain) {
      plain.position(channel.position());
    }
    drain(plain);
    plain.force(true);
  }

  private void drain(FileChannel into) throws IOException {
    block.flip();
    while (block.hasRemaining()) {
      into.write(block);
    }
    block.clear().limit(Blocks.BYTES);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    blocks.give(block);
    try (plain) {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
