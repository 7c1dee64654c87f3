package io.drillbook.driver.source.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The names under which git may look at a folder's owner. */
final class Owned {
  private Owned() {}

  static List<Path> of(Path folder) {
    Path real = folder;
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      // It is not there; git will say so.
      return List.of(folder);
    }
    return List.of(folder, folder.resolve(".git"), real, real.resolve(".git"));
  }
}
