package io.drillbook.spi.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What {@code lstat} tells.
 *
 * @param mode type and permission bits
 * @param size bytes
 * @param modified when the content changed last
 * @param changed when the content or anything about it changed last
 */
public record Stat(
    int mode,
    int uid,
    int gid,
    long device,
    long inode,
    int links,
    long size,
    FileTime modified,
    FileTime changed) {
  private static final String WANTED =
      "unix:mode,uid,gid,dev,ino,nlink,size,lastModifiedTime,ctime";
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;
  private static final int PERMISSIONS = 07777;

  /** Looks at the path itself, never at what a symbolic link points to. */
  public static Stat of(Path path) throws IOException {
    Map<String, Object> found = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
    return new Stat(
        (int) found.get("mode"),
        (int) found.get("uid"),
        (int) found.get("gid"),
        (long) found.get("dev"),
        (long) found.get("ino"),
        (int) found.get("nlink"),
        (long) found.get("size"),
        (FileTime) found.get("lastModifiedTime"),
        (FileTime) found.get("ctime"));
  }

  /** Whether it is a file. */
  public boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return (mode & TYPE) == FOLDER;
  }

  /** Whether it is a symbolic link. */
  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /** The bits that chmod sets. */
  public int permissions() {
    return mode & PERMISSIONS;
  }

  /** The same with as many bytes as could be read. */
  public Stat withSize(long bytes) {
    return new Stat(mode, uid, gid, device, inode, links, bytes, modified, changed);
  }

  /** The same as if it were changed at the end of all time: of what could not be read in peace. */
  public Stat unsettled() {
    FileTime never = FileTime.from(Instant.MAX);
    return new Stat(mode, uid, gid, device, inode, links, size, modified, never);
  }

  /** Whether it is the very same file or folder, changed or not. */
  public boolean isSame(Stat other) {
    return device == other.device && inode == other.inode;
  }

  /** Whether nothing was written to it in between. */
  public boolean isUntouched(Stat other) {
    return isSame(other)
        && size == other.size
        && modified.equals(other.modified)
        && changed.equals(other.changed);
  }
}
