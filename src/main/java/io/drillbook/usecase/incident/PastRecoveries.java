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
 * What the last recoveries of a system took. It is kept for a short while, and longer where the
 * runs are still the same: a watch that looks every few seconds must not read hundreds of records
 * each time. Not for ever: what was done by hand may be entered after a run has ended.
 */
final class PastRecoveries {
  private static final int EACH = 10;
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final Duration KEPT_SAME = Duration.ofMinutes(10);

  private final RunStore runs;
  private final RecordStore records;
  private final CatalogStore catalog;
  private final Clock clock;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(Instant at, Instant readAt, List<Run> runs, History history) {
    private boolean asked(Instant now) {
      return isWithin(KEPT, at, now);
    }

    private boolean stillHolds(List<Run> newest, Instant now) {
      return runs.equals(newest) && isWithin(KEPT_SAME, readAt, now);
    }

    private static boolean isWithin(Duration time, Instant at, Instant now) {
      return Duration.between(at, now).abs().compareTo(time) < 0;
    }
  }

  PastRecoveries(RunStore runs, RecordStore records, CatalogStore catalog, Clock clock) {
    this.runs = runs;
    this.records = records;
    this.catalog = catalog;
    this.clock = clock;
  }

  History of(String system) {
    Instant now = clock.instant();
    return kept.compute(
            system, (key, old) -> old != null && old.asked(now) ? old : ask(system, old, now))
        .history();
  }

  private Kept ask(String system, Kept old, Instant now) {
    List<Run> good = good(system);
    return old != null && old.stillHolds(good, now)
        ? new Kept(now, old.readAt(), good, old.history())
        : new Kept(now, now, good, read(system, good));
  }

  private List<Run> good(String system) {
    return Stream.of(RunKind.DRILL, RunKind.INCIDENT, RunKind.RESTORE)
        .flatMap(kind -> runs.list(Optional.of(system), Optional.of(kind), false, EACH).stream())
        .filter(run -> run.verdict().map(PastRecoveries::wentThrough).orElse(false))
        .toList();
  }

  private History read(String system, List<Run> good) {
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
