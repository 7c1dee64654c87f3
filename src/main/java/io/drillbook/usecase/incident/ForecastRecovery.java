package io.drillbook.usecase.incident;

import io.drillbook.domain.forecast.Estimate;
import io.drillbook.domain.forecast.History;
import io.drillbook.domain.forecast.Part;
import io.drillbook.domain.forecast.PartsLeft;
import io.drillbook.domain.forecast.PathParts;
import io.drillbook.domain.forecast.ShorterPath;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Postponed;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Timeline;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Paths;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says how long a recovery would take today, and how long one that goes on still takes. */
public final class ForecastRecovery {
  private final Plans plans;
  private final RunStore runs;
  private final RecordStore records;
  private final CatalogStore catalog;
  private final ShowProgress progress;
  private final Paths paths;
  private final PastRecoveries past;
  private final Clock clock;

  /** A use case over these ports. */
  public ForecastRecovery(
      Plans plans,
      RunStore runs,
      RecordStore records,
      CatalogStore catalog,
      ShowProgress progress,
      Paths paths,
      Clock clock) {
    this.plans = plans;
    this.runs = runs;
    this.records = records;
    this.catalog = catalog;
    this.progress = progress;
    this.paths = paths;
    this.past = new PastRecoveries(runs, records, catalog, clock);
    this.clock = clock;
  }

  /**
   * What a recovery would take now.
   *
   * @param rto the time allowed
   */
  public record Today(Scenario scenario, Duration rto, String path, Estimate estimate) {
    /** Whether it would take too long more likely than not. */
    public boolean tooLong() {
      return estimate.p50().compareTo(rto) > 0;
    }
  }

  /**
   * What a run still needs.
   *
   * @param left until the RTO ends; negative after it
   * @param shorter a shorter path, in words, where the plan has one
   * @param later the sources that a shorter path would leave for later
   */
  public record Remaining(
      Run run, Duration left, Estimate estimate, Optional<String> shorter, Set<String> later) {
    /** By how much it will be late, more likely than not; negative where it will be in time. */
    public Duration lateBy() {
      return estimate.p50().minus(left);
    }

    /** Whether one of ten would be late. */
    public boolean mayBeLate() {
      return estimate.p90().compareTo(left) > 0;
    }
  }

  /** A recovery of each scenario that the plan lists, were it needed now. */
  public List<Today> today(String system) {
    ProtectionPlan plan = plans.plan(system);
    return plan.objectives().scenarios().keySet().stream()
        .sorted()
        .map(scenario -> today(plan, scenario))
        .toList();
  }

  /** A recovery of one scenario, were it needed now. */
  public Today today(ProtectionPlan plan, Scenario scenario) {
    RecoveryPath path = paths.path(plan, scenario, "some");
    List<Part> parts =
        PathParts.ofIncident(
            plan, path, newestPoint(plan.system()).map(this::bytes).orElse(Map.of()));
    Estimate estimate = Estimate.of(parts, past.of(plan.system()), part -> range -> range);
    return new Today(scenario, plan.objectives().rtoFor(scenario).rto(), path.inWords(), estimate);
  }

  /** What a run still needs; empty where no RTO applies, or its clock has stopped. */
  public Optional<Remaining> remaining(String runId) {
    return runs.find(runId)
        .filter(run -> run.endedAt().isEmpty() && !run.rto().isZero())
        .filter(run -> run.scenario().isPresent())
        .flatMap(
            run ->
                plans.all().stream()
                    .filter(plan -> plan.system().equals(run.system()))
                    .findFirst()
                    .flatMap(plan -> remaining(run, plan)));
  }

  private Optional<Remaining> remaining(Run run, ProtectionPlan plan) {
    List<RecordEntry> lines = records.entries(run.id());
    Instant now = clock.instant();
    if (Score.of(run, lines, Map.of(), now).confirmed()) {
      return Optional.empty();
    }
    RecoveryPath path =
        RecoveryPath.taken(plan, lines)
            .orElseGet(() -> paths.path(plan, run.scenario().orElseThrow(), "some"));
    Map<String, Long> bytes = point(run, lines).map(this::bytes).orElse(Map.of());
    List<Part> whole =
        run.kind() == RunKind.DRILL
            ? PathParts.ofDrill(plan, path, bytes)
            : PathParts.ofIncident(plan, path, bytes);
    PartsLeft left = new PartsLeft(Timeline.of(run, lines, now), bySpeed(run));
    History history = past.of(run.system());
    Set<String> postponed = Postponed.sources(lines);
    List<Part> parts =
        left.of(whole).stream().filter(part -> !postponed.contains(part.subject())).toList();
    return Optional.of(
        new Remaining(
            run,
            Duration.between(now, run.detectedAt().plus(run.rto())),
            estimate(parts, history, left),
            ShorterPath.of(plan, parts, some -> estimate(some, history, left)),
            later(plan, path, parts)));
  }

  /** Never all of what is restored: then nothing would be. */
  private static Set<String> later(ProtectionPlan plan, RecoveryPath path, List<Part> parts) {
    Set<String> later = ShorterPath.later(plan, parts);
    return later.containsAll(path.sources()) ? Set.of() : later;
  }

  private static Estimate estimate(List<Part> parts, History history, PartsLeft left) {
    return Estimate.of(parts, history, part -> range -> left.of(part, range));
  }

  /** What goes on is as fast as it is, whatever earlier runs were. */
  private Map<String, Duration> bySpeed(Run run) {
    Map<String, Duration> speeds = new HashMap<>();
    progress
        .show(run.id())
        .filter(it -> it.total().isPresent() && it.perSecond() > 0)
        .ifPresent(
            it ->
                speeds.put(
                    it.step() + "/" + it.subject(),
                    Duration.ofMillis(
                        Math.round(
                            Math.max(0, it.total().getAsLong() - it.done())
                                / it.perSecond()
                                * 1000))));
    return speeds;
  }

  private Optional<CatalogPoint> point(Run run, List<RecordEntry> lines) {
    return lines.stream()
        .map(line -> line.entry().detail(Entries.POINT))
        .filter(point -> !point.isEmpty())
        .reduce((first, second) -> second)
        .flatMap(point -> catalog.find(run.system(), point))
        .or(() -> newestPoint(run.system()));
  }

  private Optional<CatalogPoint> newestPoint(String system) {
    return catalog.newestUsable(system);
  }

  private Map<String, Long> bytes(CatalogPoint point) {
    Map<String, Long> bytes = new HashMap<>();
    catalog
        .captures(point.system(), point.point())
        .forEach(
            (source, captured) ->
                bytes.put(source, Lineage.size(captured.capture(), captured.members())));
    return bytes;
  }
}
