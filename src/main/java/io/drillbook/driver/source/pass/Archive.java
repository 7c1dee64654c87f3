package io.drillbook.driver.source.pass;

import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes the files of a store as they are, PAX because of names and times. */
final class Archive {
  private final TarArchiveOutputStream tar;

  Archive(OutputStream out) {
    tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void file(String name, Stat stat, byte[] bytes) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, stat);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** A folder or a link. */
  void other(String name, Stat stat, Path path) throws IOException {
    TarArchiveEntry entry =
        stat.isFolder()
            ? entry(name + "/", TarConstants.LF_DIR, stat)
            : entry(name, TarConstants.LF_SYMLINK, stat);
    if (stat.isLink()) {
      entry.setLinkName(Files.readSymbolicLink(path).toString());
    }
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  /** Writes the end; what it was written to stays open. */
  void finish() throws IOException {
    tar.finish();
    tar.flush();
  }

  private static TarArchiveEntry entry(String name, byte type, Stat stat) {
    TarArchiveEntry entry = new TarArchiveEntry("./" + name, type);
    entry.setMode(stat.permissions());
    entry.setUserId(stat.uid());
    entry.setGroupId(stat.gid());
    entry.setLastModifiedTime(stat.modified());
    return entry;
  }
}
