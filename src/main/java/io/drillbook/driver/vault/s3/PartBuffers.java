package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Room for parts: memory for the small ones while there is some, else a file that has lost its name
 * the moment it was made, so that a killed process leaves none. What is in it is encrypted already.
 */
final class PartBuffers {
  private final ChunkPool chunks;
  private final Path spool;

  PartBuffers(ChunkPool chunks, Optional<Path> spool) {
    this.chunks = chunks;
    this.spool = spool.orElse(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** An empty buffer for a part of that size. */
  PartBuffer take(long bytes) {
    Optional<byte[]> chunk = bytes > PartSizes.FIRST_BYTES ? Optional.empty() : chunks.take();
    return chunk
        .<PartBuffer>map(found -> new MemoryBuffer(found, chunks))
        .orElseGet(() -> new FileBuffer(file(), bytes, spool));
  }

  private RandomAccessFile file() {
    try {
      Path file = Files.createTempFile(spool, "drillbook-part-", "");
      try {
        return new RandomAccessFile(file.toFile(), "rw");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw noRoom(spool, e);
    }
  }

  static Fault noRoom(Path spool, IOException e) {
    return new Fault(
        FaultCode.DISK_FULL,
        "unable to hold a part of an upload: '" + spool + "'",
        "Make room there, or set the vault's 'spool' to a folder that has some.",
        e);
  }
}
