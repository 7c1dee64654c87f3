package io.drillbook.driver.source.directory;

import io.drillbook.driver.source.directory.Item.Folder;
import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * One tar archive that stands alone: every folder on the way to a file is in it. Times and large
 * numbers are PAX headers; long names are GNU's, because these keep the bytes of a name while PAX
 * insists on UTF-8. Used by one thread.
 */
final class Archive {
  static final String ENCODING = StandardCharsets.ISO_8859_1.name();

  private record FileKey(long device, long inode) {}

  private final Supplier<OutputStream> out;
  private final Findings findings;
  private final List<Folder> written = new ArrayList<>();
  private final Map<FileKey, First> linked = new HashMap<>();
  private TarArchiveOutputStream tar;

  /**
   * The first name of a file that has several.
   *
   * @param here whether its bytes are in this archive
   */
  record First(String name, boolean here) {}

  /** An archive that is opened when the first thing is written into it. */
  Archive(Supplier<OutputStream> out, Findings findings) {
    this.out = out;
    this.findings = findings;
  }

  private TarArchiveOutputStream tar() {
    if (tar == null) {
      tar = new TarArchiveOutputStream(out.get(), ENCODING);
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }
    return tar;
  }

  /** Writes the folder and those above it, as far as they are not written yet. */
  void folder(Folder folder) throws IOException {
    List<Folder> chain = new ArrayList<>();
    for (Folder at = folder; at != null; at = at.parent()) {
      chain.add(0, at);
    }
    int same = 0;
    while (same < Math.min(chain.size(), written.size()) && isWritten(chain.get(same), same)) {
      same++;
    }
    written.subList(same, written.size()).clear();
    for (Folder next : chain.subList(same, chain.size())) {
      String slash = next.name().isEmpty() ? "" : "/";
      TarArchiveEntry entry = entry(next.name() + slash, TarConstants.LF_DIR, next.stat());
      whole(entry, next.path(), next.name());
      written.add(next);
    }
  }

  private boolean isWritten(Folder folder, int depth) {
    return written.get(depth).name().equals(folder.name());
  }

  void symbolicLink(String name, String target, Stat stat) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_SYMLINK, stat);
    entry.setLinkName(target);
    tar().putArchiveEntry(entry);
    tar().closeArchiveEntry();
  }

  /** The name under which the same file came before. */
  Optional<First> first(Stat stat) {
    return Optional.ofNullable(linked.get(new FileKey(stat.device(), stat.inode())));
  }

  /** Notes the first name of a file that has more. */
  void remember(Stat stat, First first) {
    linked.put(new FileKey(stat.device(), stat.inode()), first);
  }

  /** Writes a further name of a file. */
  void hardLink(String name, First first, Stat stat) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_LINK, stat);
    entry.setLinkName(Sums.PREFIX + first.name());
    tar().putArchiveEntry(entry);
    tar().closeArchiveEntry();
  }

  /** Begins a file; exactly its size must be written into {@link #content()}. */
  void beginFile(String name, Stat stat, Map<String, String> attributes) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, stat);
    entry.setSize(stat.size());
    attributes.forEach(entry::addPaxHeader);
    tar().putArchiveEntry(entry);
  }

  OutputStream content() {
    return tar();
  }

  void endFile() throws IOException {
    tar().closeArchiveEntry();
  }

  /** Ends the archive and closes what it was written to. */
  void close() throws IOException {
    if (tar != null) {
      tar.close();
    }
  }

  private void whole(TarArchiveEntry entry, Path path, String name) throws IOException {
    Attributes.of(path, name, findings).forEach(entry::addPaxHeader);
    tar().putArchiveEntry(entry);
    tar().closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, byte type, Stat stat) {
    TarArchiveEntry entry = new TarArchiveEntry(Sums.PREFIX + name, type);
    entry.setMode(stat.permissions());
    entry.setUserId(stat.uid());
    entry.setGroupId(stat.gid());
    entry.setLastModifiedTime(stat.modified());
    return entry;
  }
}
