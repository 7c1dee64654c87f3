package io.drillbook.usecase.incident;

import io.drillbook.domain.forecast.History;
import io.drillbook.domain.forecast.History.Observed;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the last recoveries of a system took. It is kept for a short while: a watch that looks every
 * few seconds, and a scrape of metrics, must not read hundreds of records each time.
 */
final class PastRecoveries {
  private static final int EACH = 10;
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final RunStore runs;
  private final RecordStore records;
  private final CatalogStore catalog;
  private final Clock clock;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(Instant at, History history) {}

  PastRecoveries(RunStore runs, RecordStore records, CatalogStore catalog, Clock clock) {
    this.runs = runs;
    this.records = records;
    this.catalog = catalog;
    this.clock = clock;
  }

  History of(String system) {
    Instant now = clock.instant();
    return kept.compute(
            system,
            (key, old) ->
                old != null && Duration.between(old.at(), now).abs().compareTo(KEPT) < 0
                    ? old
                    : new Kept(now, read(system)))
        .history();
  }

  private History read(String system) {
    List<Run> good =
        Stream.of(RunKind.DRILL, RunKind.INCIDENT, RunKind.RESTORE)
            .flatMap(
                kind -> runs.list(Optional.of(system), Optional.of(kind), false, EACH).stream())
            .filter(run -> run.verdict().map(PastRecoveries::wentThrough).orElse(false))
            .toList();
    List<Observed> observed =
        good.stream()
            .flatMap(
                run ->
                    History.of(
                        run,
                        records.entries(run.id()),
                        (point, source) -> bytes(system, point, source))
                        .stream())
            .toList();
    return new History(good.size(), observed);
  }

  private OptionalLong bytes(String system, String point, String source) {
    var captured = catalog.captures(system, point).get(source);
    return captured == null
        ? OptionalLong.empty()
        : OptionalLong.of(Lineage.size(captured.capture(), captured.members()));
  }

  private static boolean wentThrough(Verdict verdict) {
    return verdict.isGood() || verdict == Verdict.OBJECTIVE_MISSED;
  }
}
