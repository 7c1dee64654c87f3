package io.drillbook.spi.file;

import io.drillbook.spi.source.Room;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the disk can take that a folder is, or would be, on. */
public final class Free {
  private Free() {}

  /** Of the nearest folder above it that is there; unknown where the disk does not tell. */
  public static Room beside(Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.isDirectory(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return Room.unknown("no folder above it is there");
    }
    try {
      FileStore disk = Files.getFileStore(there);
      return Room.of(disk.getUsableSpace(), disk.toString());
    } catch (IOException e) {
      return Room.unknown(String.valueOf(e.getMessage()));
    }
  }
}
