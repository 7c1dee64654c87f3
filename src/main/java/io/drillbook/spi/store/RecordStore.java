package io.drillbook.spi.store;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import java.util.List;

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

  /** All lines of a run in order. */
  List<RecordEntry> entries(String runId);
}
