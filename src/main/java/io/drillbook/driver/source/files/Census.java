package io.drillbook.driver.source.files;

import java.util.Map;
import java.util.TreeMap;

/** Counts what was captured, or came back. */
final class Census {
  private long files;
  private long bytes;
  private long folders;
  private long links;

  void file(long size) {
    files++;
    bytes += size;
  }

  void folder() {
    folders++;
  }

  void link() {
    links++;
  }

  Map<String, Long> contents() {
    return new TreeMap<>(
        Map.of("files", files, "bytes", bytes, "folders", folders, "symbolic links", links));
  }
}
