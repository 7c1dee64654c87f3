package io.drillbook.driver.source.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;

/** What {@code lstat} tells of a file. */
record Stat(
    int mode, UserPrincipal owner, GroupPrincipal group, long device, long inode, long size) {
  private static final String WANTED = "unix:mode,owner,group,dev,ino,size";
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int PERMISSIONS = 0777;

  /** Looks at the path itself, never at what a symbolic link points to. */
  static Stat of(Path path) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
    return new Stat(
        (int) found.get("mode"),
        (UserPrincipal) found.get("owner"),
        (GroupPrincipal) found.get("group"),
        (long) found.get("dev"),
        (long) found.get("ino"),
        (long) found.get("size"));
  }

  boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  int permissions() {
    return mode & PERMISSIONS;
  }

  /** Whether it is the very same file, changed or not, by whatever name. */
  boolean isSame(Stat other) {
    return device == other.device && inode == other.inode;
  }

  String id() {
    return device + ":" + inode;
  }
}
