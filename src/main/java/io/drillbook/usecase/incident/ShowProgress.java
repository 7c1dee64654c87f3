package io.drillbook.usecase.incident;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Forecast;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.ProgressStore.Progress;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows how far a run is: bytes, speed and a forecast. Where a source cannot say how much there is,
 * it is taken to be as much as in the recovery point before.
 */
public final class ShowProgress {
  private static final String CAPTURE = "serviceTask_captureSource";
  private static final int LAST_RUNS = 5;

  private final RunStore runs;
  private final RecordStore records;
  private final ProgressStore progress;
  private final CatalogStore catalog;
  private final Clock clock;

  /** A use case over these stores. */
  public ShowProgress(
      RunStore runs,
      RecordStore records,
      ProgressStore progress,
      CatalogStore catalog,
      Clock clock) {
    this.runs = runs;
    this.records = records;
    this.progress = progress;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** How far a run is; empty where it has ended, is unknown, or no long step has begun. */
  public Optional<RunProgress> show(String runId) {
    return runs.find(runId).filter(run -> run.endedAt().isEmpty()).flatMap(this::show);
  }

  private Optional<RunProgress> show(Run run) {
    List<Progress> all = progress.of(run.id());
    return all.stream()
        .max(Comparator.comparing(Progress::at))
        .map(newest -> show(run, newest, ofStep(all, newest.step())));
  }

  private static List<Progress> ofStep(List<Progress> all, String step) {
    return all.stream().filter(one -> one.step().equals(step)).toList();
  }

  private RunProgress show(Run run, Progress newest, List<Progress> step) {
    long done = step.stream().mapToLong(Progress::done).sum();
    OptionalLong total = total(step, newest.step().equals(CAPTURE) ? before(run) : Map.of());
    Duration worked = Duration.between(began(run, newest.step()), newest.at());
    double perSecond = Forecast.perSecond(done, worked);
    Duration ran = Duration.between(run.startedAt(), clock.instant());
    return new RunProgress(
        newest.step(),
        newest.subject(),
        done,
        total,
        perSecond,
        Forecast.left(done, total, perSecond, ran, lastRuns(run)));
  }

  /** Empty where one subject's size is neither told nor known from before. */
  private static OptionalLong total(List<Progress> step, Map<String, Long> before) {
    long total = 0;
    Map<String, Long> notBegun = new TreeMap<>(before);
    for (Progress one : step) {
      Long expected = notBegun.remove(one.subject());
      if (one.total() < 0 && expected == null) {
        return OptionalLong.empty();
      }
      total += one.total() >= 0 ? one.total() : Math.max(expected, one.done());
    }
    return OptionalLong.of(total + notBegun.values().stream().mapToLong(Long::longValue).sum());
  }

  /** The content of each member of the newest recovery point before this run. */
  private Map<String, Long> before(Run run) {
    if (run.kind() != RunKind.BACKUP) {
      return Map.of();
    }
    return catalog.points(run.system()).stream()
        .filter(CatalogPoint::usable)
        .filter(point -> point.startedAt().isBefore(run.startedAt()))
        .findFirst()
        .map(point -> members(run.system(), point.point()))
        .orElse(Map.of());
  }

  private Map<String, Long> members(String system, String point) {
    return catalog.captures(system, point).values().stream()
        .flatMap(captured -> captured.members().stream())
        .collect(Collectors.toMap(member -> member.file(), member -> member.contentBytes()));
  }

  private Instant began(Run run, String step) {
    return records.entries(run.id()).stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.STEP_BEGAN && entry.step().equals(step))
        .map(entry -> entry.at())
        .min(Comparator.naturalOrder())
        .orElse(run.startedAt());
  }

  private List<Duration> lastRuns(Run run) {
    return runs
        .list(Optional.of(run.system()), Optional.of(run.kind()), false, LAST_RUNS + 1)
        .stream()
        .filter(earlier -> earlier.verdict().map(Verdict::isGood).orElse(false))
        .flatMap(
            earlier ->
                earlier.endedAt().map(end -> Duration.between(earlier.startedAt(), end)).stream())
        .toList();
  }
}
