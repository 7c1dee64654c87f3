package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The list of checksums, as {@code sha256sum --check} reads it. */
final class Sums {
  static final String PREFIX = "./";
  private static final int HASH_LETTERS = 64;
  private static final int BUFFER = 64 * 1024;

  private Sums() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A path as {@code sha256sum} writes it in a line that begins with a backslash. */
  static String escaped(String path) {
    return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  /** The path that was escaped so. */
  static String plain(String path) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 1 < path.length()) {
        char next = path.charAt(++i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** Takes lines from several threads; each thread's own keep their order. */
  static final class Writer {
    private final OutputStream out;

    Writer(OutputStream out, String source) throws IOException {
      this.out = out;
      write("# sha256sum --check; the files of source " + source + "\n");
    }

    synchronized void add(String name, byte[] sum) throws IOException {
      String path = PREFIX + name;
      String safe = escaped(path);
      String mark = safe.equals(path) ? "" : "\\";
      write(mark + HexFormat.of().formatHex(sum) + "  " + safe + "\n");
    }

    synchronized void close() throws IOException {
      out.close();
    }

    private void write(String line) throws IOException {
      out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * Finds sums again in the order in which one archive's files were written: what belongs to other
   * archives is skipped, so that the list is never held.
   */
  static final class Reader implements AutoCloseable {
    private final InputStream in;

    Reader(InputStream content) {
      this.in = new BufferedInputStream(content, BUFFER);
    }

    /**
     * Compares a file's sum.
     *
     * @throws Fault CONTENT_MISMATCH where it differs or is not in the list
     */
    void require(String name, byte[] sum) throws IOException {
      String wanted = PREFIX + name;
      for (String line = line(); line != null; line = line()) {
        boolean escaped = line.startsWith("\\");
        String plain = escaped ? line.substring(1) : line;
        if (!plain.startsWith("#") && path(plain, escaped).equals(wanted)) {
          if (!plain.startsWith(HexFormat.of().formatHex(sum))) {
            throw mismatch("its checksum differs from the list", name);
          }
          return;
        }
      }
      throw mismatch("it is not in the list of checksums", name);
    }

    /** Reads on to the end, where the list's own checksum is found good or not. */
    void drain() throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private static String path(String line, boolean escaped) {
      String path = line.length() < HASH_LETTERS + 2 ? "" : line.substring(HASH_LETTERS + 2);
      return escaped ? plain(path) : path;
    }

    private String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          return line.toString(StandardCharsets.ISO_8859_1);
        }
        line.write(c);
      }
      return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
    }

    private static Fault mismatch(String why, String name) {
      return new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm a file, " + why + ": '" + RawName.shown(name) + "'",
          "Nothing was put in place; verify the recovery point or choose another one.");
    }
  }
}
