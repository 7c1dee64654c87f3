package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that is filled from archives by several threads. Nothing is ever replaced, and nothing
 * is created below anything but a real folder: what an archive puts in as a link stays a link, so
 * no later entry gets out through it. Folders get their rights last. Holds the folders, about 300
 * bytes each.
 */
final class Tree {
  private static final int OWNER_READS = 0400;

  private record Pending(Path path, Look look) {}

  /** What a file or folder shall look like. */
  record Look(int mode, long uid, long gid, FileTime modified, Map<String, String> headers) {
    Look {
      headers = Map.copyOf(headers);
    }
  }

  private final Path root;
  private final boolean ownersToo;
  private final List<Pending> last = new ArrayList<>();
  private final Set<Path> known = ConcurrentHashMap.newKeySet();
  private boolean attributesMissing;

  Tree(Path root) throws IOException {
    this.root = root;
    this.ownersToo = Stat.of(root).uid() == 0;
  }

  /** Whether owners and groups are restored, which only root may do. */
  boolean hasOwners() {
    return ownersToo;
  }

  synchronized boolean lacksAttributes() {
    return attributesMissing;
  }

  void folder(String name, Look look) throws IOException {
    Path path = place(name);
    if (name.isEmpty() || make(path)) {
      synchronized (this) {
        last.add(new Pending(path, look));
      }
    }
  }

  OutputStream file(String name) throws IOException {
    return new HoleStream(
        FileChannel.open(
            place(name),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS));
  }

  void fileDone(String name, Look look) throws IOException {
    Path path = place(name);
    if ((look.mode() & OWNER_READS) != 0) {
      apply(path, look);
    } else {
      // Its owner could not even open it to make it durable.
      synchronized (this) {
        last.add(new Pending(path, look));
      }
    }
  }

  void hardLink(String name, String existing) throws IOException {
    Path first = place(existing);
    if (!Stat.of(first).isRegular()) {
      throw unsafe(existing);
    }
    Files.createLink(place(name), first);
  }

  void symbolicLink(String name, String target, Look look) throws IOException {
    Path path = place(name);
    Files.createSymbolicLink(path, RawName.target(target));
    if (ownersToo) {
      own(path, look);
    }
    times(path, look);
  }

  /** Gives folders, and files that cannot be read, their looks: the innermost first. */
  void finish() throws IOException {
    for (int i = last.size() - 1; i >= 0; i--) {
      apply(last.get(i).path(), last.get(i).look());
    }
  }

  /** The path of an entry, all of whose folders are real ones below the root. */
  private Path place(String name) throws IOException {
    if (name.isEmpty()) {
      return root;
    }
    for (String word : name.split("/", -1)) {
      if (word.isEmpty() || word.equals(".") || word.equals("..")) {
        throw unsafe(name);
      }
    }
    int slash = name.lastIndexOf('/');
    Path folder = slash < 0 ? root : RawName.below(root, name.substring(0, slash));
    if (slash >= 0 && !known.contains(folder)) {
      throw unsafe(name);
    }
    return RawName.below(folder, name.substring(slash + 1));
  }

  /** Returns false where the folder was made before, for the other archive. */
  private boolean make(Path path) throws IOException {
    try {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      known.add(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!Stat.of(path).isFolder()) {
        throw e;
      }
      known.add(path);
      return false;
    }
  }

  private void apply(Path path, Look look) throws IOException {
    if (!Attributes.set(path, look.headers())) {
      synchronized (this) {
        attributesMissing = true;
      }
    }
    if (ownersToo) {
      own(path, look);
    }
    Files.setAttribute(path, "unix:mode", look.mode(), LinkOption.NOFOLLOW_LINKS);
    times(path, look);
  }

  private static void own(Path path, Look look) throws IOException {
    Files.setAttribute(path, "unix:uid", (int) look.uid(), LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", (int) look.gid(), LinkOption.NOFOLLOW_LINKS);
  }

  private static void times(Path path, Look look) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(look.modified(), null, null);
  }

  static Fault unsafe(String name) {
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to restore an entry that would leave the folder: '" + RawName.shown(name) + "'",
        "Nothing was put in place; such an archive is not one of Drillbook's.");
  }
}
