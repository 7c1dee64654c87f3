package io.drillbook.usecase;

import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs without a database; the newest is the one that was started last. */
public final class RunsInMemory implements RunStore {
  private final Map<String, Run> runs = new LinkedHashMap<>();

  /** A run that began and ended at once. */
  public void ended(String id, RunKind kind, String startedBy, Instant at, Verdict verdict) {
    start(
        new Run(
            id,
            kind,
            "shop",
            Optional.empty(),
            at,
            at,
            startedBy,
            Duration.ZERO,
            false,
            "d",
            Optional.empty(),
            Optional.empty()));
    end(id, at, verdict);
  }

  @Override
  public void start(Run run) {
    runs.put(run.id(), run);
  }

  @Override
  public void end(String runId, Instant at, Verdict verdict) {
    runs.computeIfPresent(
        runId,
        (id, it) ->
            new Run(
                id,
                it.kind(),
                it.system(),
                it.scenario(),
                it.detectedAt(),
                it.startedAt(),
                it.startedBy(),
                it.rto(),
                it.rtoAssumed(),
                it.planDigest(),
                Optional.of(at),
                Optional.of(verdict)));
  }

  @Override
  public Optional<Run> find(String runId) {
    return Optional.ofNullable(runs.get(runId));
  }

  @Override
  public List<Run> list(
      Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    List<Run> newestFirst = new ArrayList<>(runs.values());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .filter(it -> system.map(it.system()::equals).orElse(true))
        .filter(it -> kind.map(it.kind()::equals).orElse(true))
        .filter(it -> !openOnly || it.endedAt().isEmpty())
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Run> lastEnded(String system, RunKind kind) {
    return list(Optional.of(system), Optional.of(kind), false, Integer.MAX_VALUE).stream()
        .filter(it -> it.endedAt().isPresent())
        .findFirst();
  }
}
