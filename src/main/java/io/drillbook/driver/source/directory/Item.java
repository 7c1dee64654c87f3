package io.drillbook.driver.source.directory;

import io.drillbook.spi.file.Stat;

/**
 * One thing found on a walk.
 *
 * @param folder the folder that it is in; the folder itself where it is one
 * @param name its path below the root as raw bytes; empty for the root
 * @param path where it is
 * @param stat as the walk saw it
 * @param group where its size counts
 */
record Item(Folder folder, String name, java.nio.file.Path path, Stat stat, Census.Group group) {
  /**
   * A folder on the way to something.
   *
   * @param parent null for the root
   */
  record Folder(Folder parent, String name, java.nio.file.Path path, Stat stat) {}

  /** Names of one file belong into one archive, or the second could not refer to the first. */
  boolean isHardLinked() {
    return stat.isRegular() && stat.links() > 1;
  }
}
