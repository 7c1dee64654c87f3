package io.drillbook.usecase.board;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.Run;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.BoardStore.EndedRuns;
import io.drillbook.spi.store.BoardStore.SafeData;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.Recent;
import io.drillbook.usecase.log.SafeUntil;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Measures every system at once. A scrape of metrics asks for thousands of figures; they come from
 * one look at the stores, which is kept for a moment. May be called by several threads.
 */
public final class MeasureSystems {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final BinaryOperator<SafeData> LATER =
      BinaryOperator.maxBy(Comparator.comparing(SafeData::until));

  private final Plans plans;
  private final BoardStore board;
  private final RunStore runs;
  private final CatalogStore catalog;
  private final SafeUntil safe;
  private final Recent<Figures> recent;

  /** A use case over these ports. */
  public MeasureSystems(
      Plans plans,
      BoardStore board,
      RunStore runs,
      CatalogStore catalog,
      SafeUntil safe,
      Clock clock) {
    this.plans = plans;
    this.board = board;
    this.runs = runs;
    this.catalog = catalog;
    this.safe = safe;
    this.recent = new Recent<>(this::look, FRESH, clock);
  }

  /**
   * What was measured.
   *
   * @param sources by system and source
   * @param ended runs that ended, by system
   * @param open runs that go on, by system
   */
  public record Figures(
      Map<String, Map<String, Source>> sources,
      Map<String, List<EndedRuns>> ended,
      Map<String, List<Run>> open) {

    /** A source; empty where no usable recovery point holds it. */
    public Optional<Source> source(String system, String source) {
      return Optional.ofNullable(sources.getOrDefault(system, Map.of()).get(source));
    }
  }

  /**
   * One source of a system.
   *
   * @param until up to when its data is safe
   * @param bytes stored of it by the newest recovery point
   */
  public record Source(Instant until, long bytes) {}

  /** The figures of a moment ago, or of now. */
  public Figures measure() {
    return recent.get();
  }

  private Figures look() {
    return new Figures(
        sources(),
        board.ended().stream().collect(Collectors.groupingBy(EndedRuns::system)),
        runs.list(Optional.empty(), Optional.empty(), true, Integer.MAX_VALUE).stream()
            .collect(Collectors.groupingBy(Run::system)));
  }

  private Map<String, Map<String, Source>> sources() {
    List<SafeData> safe =
        board.safeData(
            plans.all().stream()
                .collect(Collectors.toMap(ProtectionPlan::system, it -> it.sources().keySet())));
    Map<String, Set<String>> points = new HashMap<>();
    safe.forEach(it -> points.computeIfAbsent(it.system(), key -> new HashSet<>()).add(it.point()));
    List<SafeData> all = new ArrayList<>();
    Set<String> broken = board.restingOnBroken(points);
    safe.stream().filter(it -> !broken.contains(it.system())).forEach(all::add);
    broken.forEach(system -> all.addAll(exactly(system)));
    Map<String, Map<String, Long>> bytes = board.storedBytes(all);
    Map<String, Map<String, Source>> sources = new HashMap<>();
    all.forEach(
        it ->
            sources
                .computeIfAbsent(it.system(), key -> new HashMap<>())
                .put(
                    it.source(),
                    new Source(
                        it.until(),
                        bytes.getOrDefault(it.system(), Map.of()).getOrDefault(it.source(), 0L))));
    return sources;
  }

  /**
   * Where a point rests on a broken one, the whole catalog of the system tells which is usable; a
   * log that is kept behind it counts as everywhere else.
   */
  private List<SafeData> exactly(String system) {
    List<CatalogPoint> points = catalog.points(system);
    Map<String, SafeData> newest = new HashMap<>();
    points.stream()
        .filter(CatalogPoint::usable)
        .forEach(point -> held(system, point).forEach(it -> newest.merge(it.source(), it, LATER)));
    return newest.values().stream()
        .map(
            it ->
                new SafeData(
                    system,
                    it.source(),
                    it.point(),
                    safe.of(system, it.source(), points).orElse(it.until())))
        .toList();
  }

  private static List<SafeData> held(String system, CatalogPoint point) {
    return point.dataTimes().entrySet().stream()
        .map(it -> new SafeData(system, it.getKey(), point.point(), it.getValue()))
        .toList();
  }
}
