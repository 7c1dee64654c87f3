package io.drillbook.spi.store;

import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;

/** The record line by line, for whoever cannot hold all of it. Changes nothing. */
public interface RecordReading {
  /**
   * Lines of all records behind a position, in the order of their positions.
   *
   * @param position 0 for the beginning
   * @param limit at most so many
   */
  List<PlacedEntry> after(long position, int limit);

  /**
   * Lines of one run behind a number, in order.
   *
   * @param number 0 for the beginning
   * @param limit at most so many
   */
  List<RecordEntry> ofRun(String runId, long number, int limit);
}
