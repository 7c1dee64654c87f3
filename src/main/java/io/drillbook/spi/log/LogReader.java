package io.drillbook.spi.log;

import io.drillbook.domain.log.LogSegment;
import java.io.InputStream;
import java.util.List;

/** Gives pieces of a log whose signature and checksum are found good before they are used. */
public interface LogReader {
  /** No log was kept. */
  static LogReader none() {
    return new LogReader() {
      @Override
      public List<LogSegment> segments() {
        return List.of();
      }

      @Override
      public InputStream open(LogSegment segment) {
        throw new IllegalStateException("no log was kept");
      }
    };
  }

  /** All that is kept for the source, by series and name. */
  List<LogSegment> segments();

  /**
   * Opens what the server once wrote; may be called by several threads and again.
   *
   * @throws io.drillbook.domain.fault.Fault SIGNATURE_INVALID, CHECKSUM_MISMATCH,
   *     DECRYPTION_FAILED, VAULT_UNREACHABLE
   */
  InputStream open(LogSegment segment);
}
