package io.drillbook.spi.log;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Takes closed pieces of a log; returns only when every required vault has the piece. */
public interface LogSink {
  /**
   * Takes one piece; one that is there already with equal content is taken again without effect.
   *
   * @throws io.drillbook.domain.fault.Fault OBJECT_EXISTS where another content is there under the
   *     name, VAULT_UNREACHABLE, DISK_FULL
   */
  void take(String series, String name, Instant closedAt, Content content);

  /** Gives the piece's bytes, from their beginning each time. */
  interface Content {
    /** Opens it. */
    InputStream open() throws IOException;
  }
}
