package io.drillbook.driver.source.files;

import io.drillbook.spi.file.Stat;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that is captured, by its name in the archive and so in the order of it. */
final class Walk {
  /**
   * One thing.
   *
   * @param stat as the walk saw it
   */
  record Item(Path path, Stat stat) {}

  private final Map<String, Item> items = new TreeMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Cancellation cancellation;

  Walk(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /** Adds what is at a path, with all that is below it and the folders above it. */
  void add(Path path) throws IOException {
    List<Path> above = new ArrayList<>();
    for (Path at = path.getParent(); at != null && at.getNameCount() > 0; at = at.getParent()) {
      above.add(0, at);
    }
    for (Path folder : above) {
      // By whatever links the path is written, what is above a file comes back as folders.
      items.putIfAbsent(Layout.name(folder), new Item(folder, Stat.of(folder.toRealPath())));
    }
    add(path, Layout.name(path));
  }

  /** Adds what is at a path under a name of its own. */
  void add(Path path, String name) throws IOException {
    cancellation.check();
    Stat stat = Stat.of(path);
    if (stat.isFolder()) {
      items.put(name, new Item(path, stat));
      for (Path inside : list(path)) {
        String last = Layout.name(inside).substring(Layout.name(path).length());
        add(inside, name + last);
      }
    } else if (stat.isRegular() || stat.isLink()) {
      items.put(name, new Item(path, stat));
    } else {
      leftOut.add(path.toString());
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> inside = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(inside::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return inside;
  }

  Map<String, Item> items() {
    return items;
  }

  /** Sockets, pipes and devices: nothing that an archive could bring back. */
  List<String> leftOut() {
    return leftOut;
  }
}
