package io.drillbook.driver.vault.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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
  private ByteBuffer block;
  private FileChannel channel;
  private boolean closed;

  /** Takes over the channel, which it closes. */
  BlockWriter(FileChannel plain, Path file, Blocks blocks) {
    this.plain = plain;
    this.file = file;
    this.blocks = blocks;
  }

  void write(byte[] bytes, int from, int length) throws IOException {
    requireOpen();
    if (block == null) {
      block = blocks.take();
    }
    for (int done = 0; done < length; ) {
      int n = Math.min(block.remaining(), length - done);
      block.put(bytes, from + done, n);
      done += n;
      if (!block.hasRemaining()) {
        drainWhole();
      }
    }
  }

  private void drainWhole() throws IOException {
    if (channel != null) {
      drain(channel);
      return;
    }
    channel = Blocks.open(file, Set.of(StandardOpenOption.WRITE)).orElse(plain);
    try {
      drain(channel);
    } catch (IOException e) {
      if (channel == plain || channel.position() > 0) {
        throw e;
      }
      // Some file systems open it so and then refuse to write; what else is wrong comes back.
      channel.close();
      channel = plain;
      block.limit(Blocks.BYTES).position(Blocks.BYTES);
      drain(plain);
    }
  }

  /** Writes what is left and waits until the disk has all of it. */
  void force() throws IOException {
    requireOpen();
    if (channel != null && channel != plain) {
      plain.position(channel.position());
    }
    if (block != null) {
      drain(plain);
    }
    plain.force(true);
  }

  /** Writes the block as far as it is filled. */
  private void drain(FileChannel into) throws IOException {
    block.flip();
    while (block.hasRemaining()) {
      into.write(block);
    }
    block.clear().limit(Blocks.BYTES);
  }

  /** A buffer that was given back belongs to another object already. */
  private void requireOpen() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (plain) {
      if (channel != null) {
        channel.close();
      }
    } finally {
      if (block != null) {
        blocks.give(block);
      }
    }
  }
}
