package io.drillbook.driver.source.directory;

import io.drillbook.spi.file.Stat;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One path in the list of a capture.
 *
 * @param kind {@link #FILE}, {@link #FOLDER}, {@link #LINK} or {@link #NAME}
 * @param from where the bytes of a file are: {@link #HERE}, or the id of an earlier recovery point
 * @param touched whether a file's rights, owner or time are others than in the archive of its bytes
 * @param changed when anything about it changed last; empty where that was so short before the
 *     capture began, or after it, that a change after it was read may have the same time
 * @param target what a link points to, or the first name of the file that this is a further one of
 * @param attributes its extended attributes, in the words of tar's headers
 * @param sum of the content, hexadecimal; empty where it is no file
 * @param name its path below the folder, as raw bytes
 */
record Line(
    char kind,
    String from,
    boolean touched,
    int mode,
    long uid,
    long gid,
    long size,
    FileTime modified,
    String changed,
    long inode,
    String target,
    Map<String, String> attributes,
    String sum,
    String name) {
  static final char FILE = 'f';
  static final char FOLDER = 'd';
  static final char LINK = 'l';
  static final char NAME = 'h';

  /** In this very capture. */
  static final String HERE = ".";

  /** A change within one tick of the file system's clock after a read does not show in the time. */
  private static final Duration TICK = Duration.ofSeconds(2);

  Line {
    attributes = Map.copyOf(attributes);
  }

  /** What was found there just now, by a capture that began then. */
  static Line of(
      char kind,
      Stat stat,
      String name,
      String target,
      Map<String, String> attributes,
      Instant began) {
    return new Line(
        kind,
        HERE,
        false,
        stat.permissions(),
        stat.uid(),
        stat.gid(),
        kind == FOLDER ? 0 : stat.size(),
        stat.modified(),
        settled(stat, began),
        stat.inode(),
        target,
        attributes,
        "",
        name);
  }

  /** A file whose bytes are in this capture. */
  static Line stored(String name, FileReader.Kept kept, Instant began) {
    return of(FILE, kept.stat(), name, "", kept.attributes(), began).with(HERE, false, kept.sum());
  }

  /** The same file with the bytes where they were before. */
  Line kept(Line before) {
    boolean same =
        mode == before.mode
            && uid == before.uid
            && gid == before.gid
            && modified.equals(before.modified);
    return with(before.from, before.touched || !same, before.sum);
  }

  /** The same as a later list says it of bytes that were here. */
  Line seenFrom(String point) {
    return from.equals(HERE) && kind == FILE ? with(point, touched, sum) : this;
  }

  /** Whether that is as the list has it, without a look at the content. */
  boolean isUnchanged(Stat stat) {
    boolean kindFits =
        switch (kind) {
          case FOLDER -> stat.isFolder();
          case LINK -> stat.isLink();
          default -> stat.isRegular();
        };
    return kindFits
        && !changed.isEmpty()
        && changed.equals(LineText.seconds(stat.changed()))
        && inode == stat.inode()
        && modified.equals(stat.modified())
        && mode == stat.permissions()
        && uid == stat.uid()
        && gid == stat.gid()
        && (kind == FOLDER || size == stat.size());
  }

  /** Whether a path that is this kind of thing now must be removed before that can be put there. */
  boolean givesWayTo(Stat stat) {
    boolean folder = kind == FOLDER;
    boolean link = kind == LINK;
    return folder != stat.isFolder() || link != stat.isLink();
  }

  Tree.Look look() {
    return new Tree.Look(mode, uid, gid, modified, attributes);
  }

  private Line with(String from, boolean touched, String sum) {
    return new Line(
        kind,
        from,
        touched,
        mode,
        uid,
        gid,
        size,
        modified,
        changed,
        inode,
        target,
        attributes,
        sum,
        name);
  }

  private static String settled(Stat stat, Instant began) {
    Instant changed = stat.changed().toInstant();
    return changed.isAfter(began.minus(TICK)) ? "" : LineText.seconds(stat.changed());
  }
}
