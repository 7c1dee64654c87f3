package io.drillbook.driver.source.directory;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts files and bytes by top folder. Who walks asks for groups in the walk's order, so that a
 * capture and a look at what came back divide the same tree alike; who counts may be any thread.
 */
final class Census {
  private static final int MOST_GROUPS = 100;
  private static final String OTHERS = "all other folders";

  /** The counts of one top folder. */
  static final class Group {
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    void file(long size) {
      files.incrementAndGet();
      bytes.addAndGet(size);
    }
  }

  private final Map<String, Group> groups = new TreeMap<>();
  private final Group all = new Group();
  private final AtomicLong folders = new AtomicLong();
  private final AtomicLong links = new AtomicLong();

  /** The group of a top folder, or of the files right in the captured folder where it is empty. */
  synchronized Group group(String topFolder) {
    String name = topFolder.isEmpty() ? "./" : RawName.shown(topFolder) + "/";
    boolean full = groups.size() >= MOST_GROUPS && !groups.containsKey(name);
    return groups.computeIfAbsent(full ? OTHERS : name, key -> new Group());
  }

  void file(Group group, long size) {
    group.file(size);
    all.file(size);
  }

  void folder() {
    folders.incrementAndGet();
  }

  void link() {
    links.incrementAndGet();
  }

  long files() {
    return all.files.get();
  }

  long bytes() {
    return all.bytes.get();
  }

  long folders() {
    return folders.get();
  }

  boolean isEmpty() {
    return files() == 0 && links.get() == 0;
  }

  synchronized Map<String, Long> contents() {
    Map<String, Long> contents = new TreeMap<>();
    contents.put("files", files());
    contents.put("bytes", bytes());
    contents.put("folders", folders.get());
    contents.put("symbolic links", links.get());
    groups.forEach(
        (name, group) -> {
          if (group.files.get() > 0) {
            contents.put("files in " + name, group.files.get());
            contents.put("bytes in " + name, group.bytes.get());
          }
        });
    return contents;
  }
}
