package io.drillbook.driver.source.files;

import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts restored files where they belong. Each takes its name in one step, so that at every moment
 * the old or the new one is there; the old one stays beside it. What is equal already is left as it
 * is, so that it may be done again after a crash.
 */
final class Placement {
  private final Path root;
  private final String run;
  private final boolean ownersToo;

  Placement(Path root, String run) throws IOException {
    this.root = root;
    this.run = run;
    this.ownersToo = Stat.of(root).uid() == 0;
  }

  /** What was done, a text for each file. */
  List<String> run(Cancellation cancellation) throws IOException {
    List<String> done = new ArrayList<>();
    for (Path restored : Difference.files(root)) {
      cancellation.check();
      Path original = Difference.original(root, restored);
      if (!isPlaced(restored, original)) {
        done.add(place(restored, original));
      }
    }
    return done;
  }

  private String place(Path restored, Path original) throws IOException {
    folders(restored.getParent(), original.getParent());
    Path fresh = original.resolveSibling("." + original.getFileName() + ".drillbook-" + run);
    Files.deleteIfExists(fresh);
    copy(restored, fresh);
    String kept = "";
    if (Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
      Path aside = keep(original);
      kept = ", what was there is kept as " + aside.getFileName();
    }
    Files.move(fresh, original, StandardCopyOption.ATOMIC_MOVE);
    Disk.sync(original.getParent());
    return "put in place: " + original + kept;
  }

  /** A second name for what is there; a folder loses its own. */
  private Path keep(Path original) throws IOException {
    String name = original.getFileName() + ".before-" + run;
    Path aside = original.resolveSibling(name);
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = original.resolveSibling(name + "-" + i);
    }
    Stat stat = Stat.of(original);
    if (stat.isFolder()) {
      Files.move(original, aside, StandardCopyOption.ATOMIC_MOVE);
    } else if (stat.isLink()) {
      Files.createSymbolicLink(aside, Files.readSymbolicLink(original));
    } else {
      Files.createLink(aside, original);
    }
    return aside;
  }

  private void copy(Path restored, Path fresh) throws IOException {
    Stat stat = Stat.of(restored);
    if (stat.isLink()) {
      Files.createSymbolicLink(fresh, Files.readSymbolicLink(restored));
      if (ownersToo) {
        own(fresh, stat);
      }
      return;
    }
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var out = Files.newOutputStream(fresh)) {
      Files.copy(restored, out);
    }
    look(fresh, stat);
    Disk.sync(fresh);
  }

  /** Makes the folders that are missing, with the looks that they had. */
  private void folders(Path restored, Path original) throws IOException {
    if (Files.isDirectory(original)) {
      return;
    }
    folders(restored.getParent(), original.getParent());
    Files.createDirectory(
        original,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    look(original, Stat.of(restored));
  }

  private void look(Path path, Stat stat) throws IOException {
    if (ownersToo) {
      own(path, stat);
    }
    Files.setAttribute(path, "unix:mode", stat.permissions(), LinkOption.NOFOLLOW_LINKS);
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(stat.modified(), null, null);
  }

  private static void own(Path path, Stat stat) throws IOException {
    Files.setAttribute(path, "unix:uid", stat.uid(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", stat.gid(), LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isPlaced(Path restored, Path original) throws IOException {
    if (!Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Stat then = Stat.of(restored);
    Stat now = Stat.of(original);
    if (then.isLink() || now.isLink()) {
      return isSameLink(restored, original);
    }
    return now.isRegular()
        && Difference.looks(then).equals(Difference.looks(now))
        && Files.mismatch(restored, original) < 0;
  }

  /** Whether both are links to the same. */
  static boolean isSameLink(Path one, Path other) throws IOException {
    return Files.isSymbolicLink(one)
        && Files.isSymbolicLink(other)
        && Files.readSymbolicLink(one).equals(Files.readSymbolicLink(other));
  }
}
