package io.drillbook.usecase.evidence;

import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.spi.store.RecordReading;
import java.util.List;
import java.util.function.Consumer;

/** Reads the record part by part: for another program, or for a page of a long run. */
public final class ReadRecord {
  private static final int PART = 500;

  private final RecordReading record;

  /** A use case over this record. */
  public ReadRecord(RecordReading record) {
    this.record = record;
  }

  /**
   * Every line of all records behind a position, in order, up to now. It holds only a few at a
   * time. It stops before a young gap in the positions: the line that belongs there may be about to
   * be committed, and whoever reads on behind it would never see it.
   *
   * @param position the last one that was read; 0 for the beginning
   * @return the position that was reached
   */
  public long all(long position, Consumer<PlacedEntry> reader) {
    long reached = position;
    while (true) {
      List<PlacedEntry> part = record.after(reached, PART);
      for (PlacedEntry line : part) {
        if (line.position() > reached + 1 && line.young()) {
          return reached;
        }
        reader.accept(line);
        reached = line.position();
      }
      if (part.size() < PART) {
        return reached;
      }
    }
  }

  /** Some lines of one run behind a number. */
  public List<RecordEntry> ofRun(String runId, long number, int limit) {
    return record.ofRun(runId, number, limit);
  }
}
