package io.drillbook.driver.source.directory;

import io.drillbook.spi.source.MemberSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The names that were there before and are not now, or are another kind of thing, as {@code xargs
 * -0} reads them: whoever restores one capture over another by hand removes these first. A member
 * only if there are any.
 */
final class Gone {
  private final MemberSink sink;
  private OutputStream out;
  private long count;

  Gone(MemberSink sink) {
    this.sink = sink;
  }

  synchronized void add(String name) throws IOException {
    if (out == null) {
      out = new BufferedOutputStream(sink.open(Parts.GONE_PART, Parts.GONE));
    }
    out.write((Sums.PREFIX + name + "\0").getBytes(StandardCharsets.ISO_8859_1));
    count++;
  }

  synchronized long count() {
    return count;
  }

  synchronized void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
