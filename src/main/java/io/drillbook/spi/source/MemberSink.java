package io.drillbook.spi.source;

import java.io.OutputStream;
import java.util.List;

/** Takes the members of one capture; several may be written side by side by different threads. */
public interface MemberSink {
  /**
   * Opens a member {@code <source>.<part>.<format>}; closing the stream completes its bytes, but
   * nothing becomes a recovery point before the whole capture returned.
   *
   * @param part short word that tells the members of one source apart, or empty where there is only
   *     one
   * @param format the tool's own format, such as {@code pgdump}
   */
  OutputStream open(String part, String format);

  /**
   * Opens a member of the format {@link Basis#KEPT}, and keeps its content here as well, for the
   * next capture to compare with: only what may lie on this machine's disk in plain. At most one in
   * a capture.
   */
  default OutputStream openKept(String part) {
    return open(part, Basis.KEPT);
  }

  /**
   * The capture to build on; looked for when it is asked for. Who builds on it says so by {@link
   * io.drillbook.domain.point.Lineage} among the facts.
   */
  default Basis basis() {
    return Basis.none("nothing was captured here before");
  }

  /**
   * As {@link #open}, sealed: only these keys open it, and never the plan's other recipients.
   *
   * @param keys names of keys of {@code drillbook.yaml}; one or more
   */
  default OutputStream openFor(List<String> keys, String part, String format) {
    // A sink that cannot keep a secret must not take one.
    throw new UnsupportedOperationException("this sink seals no member for " + keys);
  }
}
