package io.drillbook.processes;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lines of the record in memory, and no runs but those that a test opens: the tests ask the
 * engine's history instead.
 */
final class NoRecord implements RecordStore, RunStore {
  private final Map<String, List<RecordEntry>> lines = new ConcurrentHashMap<>();
  private final List<Run> open = new CopyOnWriteArrayList<>();

  /** Only these are said to be open from now on. */
  void opens(Run... runs) {
    open.clear();
    open.addAll(List.of(runs));
  }

  @Override
  public void append(String runId, EntryDraft entry) {
    List<RecordEntry> run =
        lines.computeIfAbsent(String.valueOf(runId), it -> new CopyOnWriteArrayList<>());
    run.add(new RecordEntry(runId, run.size() + 1L, entry, "", ""));
  }

  @Override
  public void appendNow(String runId, EntryDraft entry) {
    append(runId, entry);
  }

  @Override
  public List<RecordEntry> entries(String runId) {
    return lines.getOrDefault(String.valueOf(runId), List.of());
  }

  @Override
  public void start(Run run) {
    // Forgotten.
  }

  @Override
  public void end(String runId, Instant at, Verdict verdict) {
    // Forgotten.
  }

  @Override
  public Optional<Run> find(String runId) {
    return Optional.empty();
  }

  @Override
  public List<Run> list(
      Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    return open.stream().filter(run -> kind.map(run.kind()::equals).orElse(true)).toList();
  }

  @Override
  public Optional<Run> lastEnded(String system, RunKind kind) {
    return Optional.empty();
  }
}
