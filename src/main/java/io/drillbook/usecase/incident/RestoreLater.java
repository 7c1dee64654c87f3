package io.drillbook.usecase.incident;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Postponed;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes the shorter path of an incident: sources that can follow a service that is back are left
 * for later. What has begun is not taken back.
 */
public final class RestoreLater {
  private static final String RESTORE = "serviceTask_restoreSource";

  private final RecordStore record;
  private final ForecastRecovery forecast;
  private final Clock clock;

  /** A use case over the record and the forecast. */
  public RestoreLater(RecordStore record, ForecastRecovery forecast, Clock clock) {
    this.record = record;
    this.forecast = forecast;
    this.clock = clock;
  }

  /** The sources that could be left for later now; often none. */
  public Set<String> possible(Run run) {
    if (run.kind() != RunKind.INCIDENT || run.endedAt().isPresent()) {
      return Set.of();
    }
    Set<String> later =
        forecast
            .remaining(run.id())
            .map(remaining -> new TreeSet<>(remaining.later()))
            .orElseGet(TreeSet::new);
    later.removeAll(begun(record.entries(run.id())));
    return later;
  }

  /** Whether anything is left for later already. */
  boolean isDecided(Run run) {
    return !Postponed.sources(record.entries(run.id())).isEmpty();
  }

  /**
   * Decides it in a person's name.
   *
   * @return what is left for later by that; empty where nothing can be, and nothing was decided
   */
  Set<String> decide(Run run, String person, String reason) {
    Set<String> later = possible(run);
    if (!later.isEmpty()) {
      record.appendNow(run.id(), Postponed.decided(clock.instant(), person, later, reason));
    }
    return later;
  }

  private static Set<String> begun(List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(line -> line.kind() == EntryKind.ATTEMPT_BEGAN && RESTORE.equals(line.step()))
        .map(line -> line.detail(Entries.SUBJECT))
        .collect(Collectors.toSet());
  }
}
