package io.drillbook.driver.source.pass;

import io.drillbook.spi.file.Disk;
import io.drillbook.spi.file.Stat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Fills a folder from an archive whose bytes were compared with the manifest. Nothing is created
 * below anything but a folder that this object made itself, so no name and no link leads out of it.
 */
final class Tree {
  private record Pending(Path path, TarArchiveEntry entry) {}

  private final Path root;
  private final boolean ownersToo;
  private final Set<String> known = new HashSet<>();
  private final Deque<Pending> folders = new ArrayDeque<>();

  Tree(Path root) throws IOException {
    this.root = root;
    this.ownersToo = Stat.of(root).uid() == 0;
  }

  void fill(String file, Path archive) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        one(file, entry, tar);
      }
    } catch (IllegalArgumentException e) {
      throw PassFaults.notWhole(file, "it is no archive of a store", e);
    }
    for (Pending pending : folders) {
      look(pending.path(), pending.entry());
      Disk.sync(pending.path());
    }
  }

  private void one(String file, TarArchiveEntry entry, InputStream content) throws IOException {
    String name = entry.getName().replaceFirst("^\\./", "").replaceFirst("/$", "");
    Path path = place(file, name);
    switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> {
        Files.createDirectory(path);
        known.add(name);
        folders.push(new Pending(path, entry));
      }
      case TarConstants.LF_SYMLINK -> {
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        own(path, entry);
      }
      case TarConstants.LF_NORMAL -> {
        Files.copy(content, path);
        look(path, entry);
        Disk.sync(path);
      }
      default -> throw PassFaults.notWhole(file, "it holds what no store holds", null);
    }
  }

  private Path place(String file, String name) {
    for (String word : name.split("/", -1)) {
      if (word.isEmpty() || word.equals(".") || word.equals("..") || word.equals(".git")) {
        throw PassFaults.notWhole(file, "it holds what no store holds", null);
      }
    }
    int slash = name.lastIndexOf('/');
    if (slash >= 0 && !known.contains(name.substring(0, slash))) {
      throw PassFaults.notWhole(file, "it holds what no store holds", null);
    }
    return root.resolve(name);
  }

  private void look(Path path, TarArchiveEntry entry) throws IOException {
    own(path, entry);
    Files.setAttribute(path, "unix:mode", entry.getMode(), LinkOption.NOFOLLOW_LINKS);
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(entry.getLastModifiedTime(), null, null);
  }

  /** Only root may give what it makes to somebody else. */
  private void own(Path path, TarArchiveEntry entry) throws IOException {
    if (ownersToo) {
      Files.setAttribute(path, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
    }
  }
}
