package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a list line by line and checks that it is in the order of a walk. */
final class ListReader implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Line ahead;
  private String last;

  ListReader(InputStream content) {
    this.in = new BufferedInputStream(content, BUFFER);
  }

  /** The next line, which stays the next; null at the end. */
  Line peek() {
    if (ahead == null) {
      ahead = read();
    }
    return ahead;
  }

  /** The next line; null at the end, where the list's own checksum was found good. */
  Line next() {
    Line next = peek();
    ahead = null;
    return next;
  }

  /** The line of a name, where it is the next or a later one; what is before it is passed over. */
  Line find(String name) {
    for (Line at = peek(); at != null; at = peek()) {
      int order = compare(at.name(), name);
      if (order >= 0) {
        return order == 0 ? next() : null;
      }
      next();
    }
    return null;
  }

  /** Reads to the end. */
  void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The order of a walk: a folder before what is in it, and that before the folder's neighbour. */
  static int compare(String one, String other) {
    int shared = Math.min(one.length(), other.length());
    for (int i = 0; i < shared; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return a == '/' ? -1 : b == '/' ? 1 : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private Line read() {
    try {
      line.reset();
      int c = in.read();
      for (; c >= 0 && c != '\n'; c = in.read()) {
        line.write(c);
      }
      if (c < 0 && line.size() == 0) {
        return null;
      }
      Line found = LineText.read(line.toString(StandardCharsets.ISO_8859_1));
      if (c < 0 || (last != null && compare(last, found.name()) >= 0)) {
        throw new IllegalArgumentException("out of order: " + RawName.shown(found.name()));
      }
      last = found.name();
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to read the list of files: '" + e.getMessage() + "'",
          "The list itself is not whole; take another recovery point.",
          e);
    }
  }
}
