package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * A folder that is filled from an archive. Nothing is created below anything but a folder that this
 * object made itself, so no name and no link leads out of it.
 */
final class Tree implements Unpack.Receiver {
  private record Pending(Path path, TarArchiveEntry entry) {}

  private final Path root;
  private final boolean ownersToo;
  private final Set<String> known = new HashSet<>();
  private final Deque<Pending> folders = new ArrayDeque<>();

  /** Makes the folder, for nobody else to look into. */
  Tree(Path root) throws IOException {
    this.root = root;
    Files.createDirectory(
        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    this.ownersToo = Stat.of(root).uid() == 0;
  }

  /** Whether owners and groups are restored, which only root may do. */
  boolean hasOwners() {
    return ownersToo;
  }

  @Override
  public void folder(String name, TarArchiveEntry entry) throws IOException {
    Path path = place(name);
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    known.add(name);
    folders.push(new Pending(path, entry));
  }

  @Override
  public void link(String name, TarArchiveEntry entry) throws IOException {
    Path path = place(name);
    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    if (ownersToo) {
      own(path, entry);
    }
    times(path, entry);
  }

  @Override
  public OutputStream file(String name) throws IOException {
    return Files.newOutputStream(
        place(name),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void fileDone(String name, TarArchiveEntry entry) throws IOException {
    Path path = place(name);
    Disk.sync(path);
    look(path, entry);
  }

  /** Gives folders their looks, the innermost first: one may be read-only. */
  void finish() throws IOException {
    for (Pending pending : folders) {
      Disk.sync(pending.path());
      look(pending.path(), pending.entry());
    }
  }

  private Path place(String name) {
    if (!name.equals(Layout.SUMS)
        && !name.equals(Layout.FILES)
        && !name.equals(Layout.OUTPUTS)
        && !Layout.isFile(name)
        && !name.startsWith(Layout.OUTPUTS + "/")) {
      throw unsafe(name);
    }
    for (String word : name.split("/", -1)) {
      if (word.isEmpty() || word.equals(".") || word.equals("..")) {
        throw unsafe(name);
      }
    }
    int slash = name.lastIndexOf('/');
    if (slash >= 0 && !known.contains(name.substring(0, slash))) {
      throw unsafe(name);
    }
    return root.resolve(name);
  }

  private void look(Path path, TarArchiveEntry entry) throws IOException {
    if (ownersToo) {
      own(path, entry);
    }
    Files.setAttribute(path, "unix:mode", entry.getMode(), LinkOption.NOFOLLOW_LINKS);
    times(path, entry);
  }

  private static void own(Path path, TarArchiveEntry entry) throws IOException {
    for (Map.Entry<String, Long> one :
        Map.of("unix:uid", entry.getLongUserId(), "unix:gid", entry.getLongGroupId()).entrySet()) {
      Files.setAttribute(path, one.getKey(), one.getValue().intValue(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static void times(Path path, TarArchiveEntry entry) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(entry.getLastModifiedTime(), null, null);
  }

  static Fault unsafe(String name) {
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to restore an entry that is none of this kind's: '"
            + name.replaceAll("\\p{Cntrl}", "?")
            + "'",
        "Nothing was put in place; such an archive is not one of Drillbook's.");
  }
}
