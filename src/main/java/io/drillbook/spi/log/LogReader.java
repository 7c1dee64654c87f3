package io.drillbook.spi.log;

import io.drillbook.domain.log.LogSegment;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

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
   * Those of one series whose names are wanted; of the others nothing need be read.
   *
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE where it cannot be told what a piece
   *     is: one that is left out silently would end a replay early
   */
  default List<LogSegment> segments(String series, Predicate<String> names) {
    return segments().stream()
        .filter(segment -> segment.series().equals(series) && names.test(segment.name()))
        .toList();
  }

  /**
   * Opens what the server once wrote; may be called by several threads and again.
   *
   * @throws io.drillbook.domain.fault.Fault SIGNATURE_INVALID, CHECKSUM_MISMATCH,
   *     DECRYPTION_FAILED, VAULT_UNREACHABLE
   */
  InputStream open(LogSegment segment);
}
