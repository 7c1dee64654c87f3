package io.drillbook.driver.source.pgphysical;

import io.drillbook.driver.source.pgphysical.Manifest.Found;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads the archives of one base backup to their ends, hands their content on, and finds out
 * whether it is all that the server's list names. Archives may be read side by side.
 */
final class Archive {
  private static final int BUFFER = 256 * 1024;
  private static final String LOG = "pg_wal/";
  private static final int BYTE = 8;
  private static final int INT_BYTES = 4;

  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final long segmentBytes;
  private volatile byte[] list;

  Archive(long segmentBytes) {
    this.segmentBytes = segmentBytes;
  }

  /** Takes what an archive holds. */
  interface Taker {
    /** A folder. */
    void folder(String path) throws IOException;

    /** A file, which is closed when all of it was written. */
    OutputStream file(String path) throws IOException;

    /** Wants only the checks. */
    static Taker nothing() {
      return new Taker() {
        @Override
        public void folder(String path) {
          // Only read.
        }

        @Override
        public OutputStream file(String path) {
          return OutputStream.nullOutputStream();
        }
      };
    }
  }

  /**
   * Reads one archive.
   *
   * @param below the folder that its paths are in, with a slash behind; empty for the cluster's own
   * @throws NotWhole where it cannot be one
   * @throws IOException where the taker cannot write
   */
  void read(InputStream content, String below, Taker taker) throws IOException {
    // Not closed: that belongs to whoever opened the content.
    TarArchiveInputStream tar =
        new TarArchiveInputStream(content, StandardCharsets.ISO_8859_1.name());
    for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
      String path = safe(below + entry.getName().replaceFirst("^\\./", ""));
      if (entry.isDirectory()) {
        taker.folder(path);
      } else if (entry.isFile()) {
        try (OutputStream out = path.equals(Manifest.FILE) ? null : taker.file(path)) {
          copy(tar, path, out);
        }
      } else {
        throw new NotWhole("a file of an unknown type: " + path);
      }
    }
    content.transferTo(OutputStream.nullOutputStream());
  }

  /** The server's list, where it came as a file of its own. */
  void list(byte[] bytes) {
    list = bytes.clone();
  }

  /**
   * Compares what was read with the server's list, which names all but the log itself; that must
   * reach from the backup's begin to its end.
   *
   * @throws NotWhole naming the first difference
   */
  Manifest check() {
    if (list == null) {
      throw new NotWhole("the list of files is missing");
    }
    Manifest manifest = Manifest.read(list);
    manifest
        .files()
        .forEach(
            (path, wanted) -> {
              Found there = found.get(path);
              if (!wanted.equals(there)) {
                throw new NotWhole(path + (there == null ? " is missing" : " differs"));
              }
            });
    Optional<String> more =
        found.keySet().stream()
            .filter(path -> !path.startsWith(LOG) && !manifest.files().containsKey(path))
            .findFirst();
    more.ifPresent(
        path -> {
          throw new NotWhole(path + " is not on the server's list");
        });
    manifest.ranges().forEach(this::requireLog);
    return manifest;
  }

  private void requireLog(Manifest.Range range) {
    WalName last = range.lastPiece(segmentBytes);
    for (WalName piece = range.firstPiece(segmentBytes);
        piece.compareTo(last) <= 0;
        piece = piece.next(segmentBytes)) {
      String name = LOG + piece.file();
      Found file = found.get(name);
      if (file == null || file.size() != segmentBytes) {
        throw new NotWhole("the log that the files need is not there: " + name);
      }
    }
  }

  private void copy(InputStream tar, String path, OutputStream out) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    ByteArrayOutputStream kept = out == null ? new ByteArrayOutputStream() : null;
    OutputStream to = out == null ? kept : out;
    long size = 0;
    for (int n = read(tar, buffer); n >= 0; n = read(tar, buffer)) {
      crc.update(buffer, 0, n);
      to.write(buffer, 0, n);
      size += n;
    }
    if (kept != null) {
      list = kept.toByteArray();
    } else {
      found.put(path, new Found(size, hex(crc.getValue())));
    }
  }

  /** As the server writes it: lowest byte first. */
  private static String hex(long crc) {
    byte[] bytes = new byte[INT_BYTES];
    for (int i = 0; i < INT_BYTES; i++) {
      bytes[i] = (byte) (crc >>> (BYTE * i));
    }
    return HexFormat.of().formatHex(bytes);
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw new NotWhole("the archive was cut or damaged", e);
    }
  }

  private static int read(InputStream tar, byte[] buffer) {
    try {
      return tar.read(buffer);
    } catch (IOException e) {
      throw new NotWhole("the archive was cut or damaged", e);
    }
  }

  /** What a path of an archive may never do: lead out of the folder that is filled. */
  private static String safe(String path) {
    String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    boolean bad = plain.isEmpty() || plain.startsWith("/") || plain.indexOf('\0') >= 0;
    for (String part : plain.split("/", -1)) {
      bad |= part.isEmpty() || part.equals("..") || part.equals(".");
    }
    if (bad) {
      throw new NotWhole("a path that no server writes: " + path);
    }
    return plain;
  }
}
