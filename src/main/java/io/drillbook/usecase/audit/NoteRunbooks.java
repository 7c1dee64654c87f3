package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.spi.runbook.RunbookVersions;
import io.drillbook.spi.store.AuditStore;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Notes on the installation's record that the engine runs other runbooks than before. */
public final class NoteRunbooks {
  private final RunbookVersions runbooks;
  private final AuditStore audit;
  private final RecordStore record;
  private final Clock clock;
  private Map<String, String> known = Map.of();

  /** A use case over these ports. */
  public NoteRunbooks(RunbookVersions runbooks, AuditStore audit, RecordStore record, Clock clock) {
    this.runbooks = runbooks;
    this.audit = audit;
    this.record = record;
    this.clock = clock;
  }

  /** Notes it; nothing where nothing changed, whoever noted the change. */
  public synchronized void note() {
    Map<String, String> now = runbooks.files();
    if (now.isEmpty() || now.equals(known)) {
      return;
    }
    Optional<EntryDraft> last = audit.lastFact(ServerRecord.RUNBOOKS_CHANGED);
    Map<String, String> before = last.map(ServerRecord::files).orElse(Map.of());
    if (!now.equals(before)) {
      record.appendNow(ServerRecord.ID, ServerRecord.runbooks(clock.instant(), now, before));
    }
    known = now;
  }
}
