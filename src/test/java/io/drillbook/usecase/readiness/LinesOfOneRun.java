package io.drillbook.usecase.readiness;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.spi.store.RecordStore;
import java.util.ArrayList;
import java.util.List;

/** The record of one run in memory. */
final class LinesOfOneRun implements RecordStore {
  private final List<RecordEntry> entries = new ArrayList<>();

  void add(EntryDraft entry) {
    entries.add(new RecordEntry("r", entries.size() + 1L, entry, "0".repeat(64), "1".repeat(64)));
  }

  @Override
  public void append(String runId, EntryDraft entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void appendNow(String runId, EntryDraft entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RecordEntry> entries(String runId) {
    return entries;
  }
}
