package io.drillbook.spi.log;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** Takes closed pieces of a log; returns only when every required vault has the piece. */
public interface LogSink {
  /**
   * Takes one piece; one that is there already with equal content is taken again without effect.
   *
   * @throws io.drillbook.domain.fault.Fault OBJECT_EXISTS where another content is there under the
   *     name, VAULT_UNREACHABLE, DISK_FULL
   */
  void take(String series, String name, Instant closedAt, Content content);

  /**
   * Names of the pieces of a series that what is received next must join on to, such as the newest
   * one that is kept; empty where the receiver may begin wherever the server lets it, because
   * nothing is kept yet or the loss of what lies between is known already.
   */
  List<String> kept(String series);

  /** Gives the piece's bytes, from their beginning each time. */
  interface Content {
    /** Opens it. */
    InputStream open() throws IOException;
  }
}
