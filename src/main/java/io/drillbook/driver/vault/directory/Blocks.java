package io.drillbook.driver.vault.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Recycled buffers, and channels, for reading and writing past the page cache (O_DIRECT of
 * open(2)): a backup as large as the memory would push out of it what the production on the same
 * host needs, filling it costs more time than the disk does, and what is read back must come from
 * the disk. Safe for several threads.
 */
final class Blocks {
  static final int BYTES = 1 << 20;

  private static final int KEPT = 8;

  /** No disk wants its blocks aligned to more. */
  private static final int MOST_ALIGNMENT = 1 << 16;

  /** Of module jdk.unsupported: newer compilers warn of its name, and a Java may lack it. */
  private static final Optional<OpenOption> DIRECT = option("DIRECT");

  private final Queue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);

  /** An empty buffer, aligned as the disk wants it; to be given back once. */
  ByteBuffer take() {
    ByteBuffer block = free.poll();
    return block == null
        ? ByteBuffer.allocateDirect(BYTES + MOST_ALIGNMENT)
            .alignedSlice(MOST_ALIGNMENT)
            .limit(BYTES)
        : block.limit(BYTES).position(0);
  }

  /** Takes a buffer back; one too many is left to the garbage collector. */
  void give(ByteBuffer block) {
    free.offer(block);
  }

  /** A channel past the page cache; empty where the file system knows none, as tmpfs. */
  static Optional<FileChannel> open(Path file, Set<? extends OpenOption> options) {
    if (DIRECT.isEmpty()) {
      return Optional.empty();
    }
    Set<OpenOption> direct = new HashSet<>(options);
    direct.add(DIRECT.get());
    try {
      if (Files.getFileStore(file).getBlockSize() > MOST_ALIGNMENT) {
        return Optional.empty();
      }
      return Optional.of(FileChannel.open(file, direct));
    } catch (UnsupportedOperationException | IOException e) {
      // open(2) says EINVAL, "Invalid argument", where the file system does not support it; any
      // other trouble comes back when the file is opened without.
      return Optional.empty();
    }
  }

  private static Optional<OpenOption> option(String name) {
    try {
      Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      return Arrays.stream(options.getEnumConstants())
          .filter(option -> option.toString().equals(name))
          .map(OpenOption.class::cast)
          .findFirst();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
