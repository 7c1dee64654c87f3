package io.drillbook.driver.source.files;

import io.drillbook.spi.file.Stat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes one archive; PAX, because of names, times and large numbers. Used by one thread. */
final class Archive {
  private static final int READABLE_BY_OWNER = 0600;
  private static final int BUFFER = 64 * 1024;

  private final TarArchiveOutputStream tar;
  private final Map<String, String> sums = new TreeMap<>();
  private final LongConsumer progress;

  /**
   * An archive.
   *
   * @param progress told of each piece of content that was written
   */
  Archive(OutputStream out, LongConsumer progress) {
    this.progress = progress;
    tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void folder(String name, Stat stat) throws IOException {
    put(entry(name + "/", TarConstants.LF_DIR, stat));
    tar.closeArchiveEntry();
  }

  void link(String name, Path path, Stat stat) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_SYMLINK, stat);
    entry.setLinkName(Files.readSymbolicLink(path).toString());
    put(entry);
    tar.closeArchiveEntry();
  }

  /**
   * Writes a file of exactly the size that was seen.
   *
   * @throws io.drillbook.domain.fault.Fault CAPTURE_FAILED where it is not the same from its first
   *     byte to its last
   */
  void file(String name, Path path, Stat stat) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, stat);
    entry.setSize(stat.size());
    put(entry);
    MessageDigest digest = Sums.digest();
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      long left = stat.size();
      byte[] buffer = new byte[BUFFER];
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
          throw FilesFaults.failed("unable to capture a file that shrank: '" + path + "'", null);
        }
        tar.write(buffer, 0, n);
        digest.update(buffer, 0, n);
        left -= n;
        progress.accept(n);
      }
    }
    if (!Stat.of(path).isUntouched(stat)) {
      throw FilesFaults.failed(
          "unable to capture a file that changed while it was read: '" + path + "'", null);
    }
    tar.closeArchiveEntry();
    sums.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  /** Writes what stands in memory. */
  void text(String name, byte[] content, FileTime time) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("./" + name, TarConstants.LF_NORMAL);
    entry.setMode(READABLE_BY_OWNER);
    entry.setLastModifiedTime(time);
    entry.setSize(content.length);
    put(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    progress.accept(content.length);
    sums.put(name, HexFormat.of().formatHex(Sums.digest().digest(content)));
  }

  /** Ends it with the list of checksums and closes what it was written to. */
  void close(FileTime time) throws IOException {
    byte[] list = Sums.list(sums).getBytes(StandardCharsets.UTF_8);
    text(Layout.SUMS, list, time);
    tar.close();
  }

  private void put(TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
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
