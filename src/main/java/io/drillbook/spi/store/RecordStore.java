package io.drillbook.spi.store;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;
import java.util.Optional;

/** The append-only, numbered, hash-chained record. Nothing in it is ever changed or removed. */
public interface RecordStore {
  /**
   * Appends with the caller's transaction: the line is queued and written just before the commit,
   * so that the run's chain is locked for the shortest time; it vanishes with a rollback. Without a
   * transaction it is written at once.
   */
  void append(String runId, EntryDraft entry);

  /**
   * Appends in a transaction of its own at once, so that the line survives whatever happens to the
   * caller.
   */
  void appendNow(String runId, EntryDraft entry);

  /**
   * All lines of a run in order. Inside a transaction its own waiting lines stand at the end, with
   * the numbers that they get if nobody else writes before the commit: a verdict that did not see
   * the decision taken in the same transaction would be wrong.
   */
  List<RecordEntry> entries(String runId);

  /**
   * Where the run's chain ends, as it is kept apart from the lines; empty where the run has no
   * record. Lines that were cut off the end are found by it.
   */
  default Optional<ChainHead> head(String runId) {
    List<RecordEntry> lines = entries(runId);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChainHead(
                lines.get(lines.size() - 1).number(), lines.get(lines.size() - 1).hash()));
  }
}
