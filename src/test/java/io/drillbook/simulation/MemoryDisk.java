package io.drillbook.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Folders in memory where this machine has such a disk with room: a fortnight forces thousands of
 * small files, and what it proves does not depend on the disk.
 */
final class MemoryDisk implements TempDirFactory {
  private static final Path DISK = Path.of("/dev/shm");
  private static final long ENOUGH_BYTES = 1L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
      throws IOException {
    boolean usable =
        Files.isWritable(DISK) && Files.getFileStore(DISK).getUsableSpace() > ENOUGH_BYTES;
    return usable
        ? Files.createTempDirectory(DISK, "drillbook")
        : Files.createTempDirectory("drillbook");
  }
}
