package io.drillbook.store;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.util.List;
import java.util.Optional;

/**
 * A record without the checks of readiness that found what the one before found: they are no runs,
 * and what their steps would write is left out. Every half hour of every system would else be a
 * dozen lines that say nothing, for ever.
 */
public final class QuietRecordStore implements RecordStore {
  private static final String QUIET = RunKind.READINESS.id() + "-";

  private final RecordStore record;
  private final RunStore runs;

  /** Lines of runs that there are. */
  public QuietRecordStore(RecordStore record, RunStore runs) {
    this.record = record;
    this.runs = runs;
  }

  @Override
  public void append(String runId, EntryDraft entry) {
    if (isWanted(runId)) {
      record.append(runId, entry);
    }
  }

  @Override
  public void appendNow(String runId, EntryDraft entry) {
    if (isWanted(runId)) {
      record.appendNow(runId, entry);
    }
  }

  @Override
  public List<RecordEntry> entries(String runId) {
    return record.entries(runId);
  }

  @Override
  public Optional<ChainHead> head(String runId) {
    return record.head(runId);
  }

  private boolean isWanted(String runId) {
    return !runId.startsWith(QUIET) || runs.find(runId).isPresent();
  }
}
