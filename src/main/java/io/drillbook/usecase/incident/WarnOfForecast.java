package io.drillbook.usecase.incident;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.spi.store.ForecastWarningStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.usecase.incident.ForecastRecovery.Remaining;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Warns of an incident that will miss its RTO, while there is time to do something about it: once
 * when one of ten such recoveries would be late, and once when it will be late more likely than
 * not.
 */
public final class WarnOfForecast {
  private static final Duration LEAST = Duration.ofMinutes(1);

  private static final Logger LOG = System.getLogger(WarnOfForecast.class.getName());

  private final RunStore runs;
  private final RecordStore record;
  private final ForecastWarningStore warnings;
  private final ForecastRecovery forecast;
  private final TellAboutRun tell;
  private final UnitOfWork atOnce;
  private final Clock clock;
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  /** A use case over these ports. */
  public WarnOfForecast(
      RunStore runs,
      RecordStore record,
      ForecastWarningStore warnings,
      ForecastRecovery forecast,
      TellAboutRun tell,
      UnitOfWork atOnce,
      Clock clock) {
    this.runs = runs;
    this.record = record;
    this.warnings = warnings;
    this.forecast = forecast;
    this.tell = tell;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /** Looks at every open incident; one of which the forecast fails keeps no other from it. */
  public void warn() {
    for (Run run : runs.list(Optional.empty(), Optional.of(RunKind.INCIDENT), true, 1_000)) {
      try {
        look(run);
        failed.remove(run.id());
      } catch (RuntimeException e) {
        // Once of each: every few seconds for hours would bury the rest of the log.
        if (failed.add(run.id())) {
          LOG.log(Level.ERROR, "unable to foresee the end of: ''" + run.id() + "''", e);
        }
      }
    }
  }

  private void look(Run run) {
    forecast
        .remaining(run.id())
        .filter(WarnOfForecast::saysSomething)
        .filter(remaining -> !remaining.left().isNegative())
        .ifPresent(this::warn);
  }

  /** What was assumed from a small size says nothing that the clock would not say. */
  private static boolean saysSomething(Remaining remaining) {
    return remaining.estimate().runs() > 0 || remaining.estimate().p50().compareTo(LEAST) > 0;
  }

  private void warn(Remaining remaining) {
    boolean late = !remaining.lateBy().isNegative();
    if (!late && !remaining.mayBeLate()) {
      return;
    }
    String outcome = late ? Entries.WILL_MISS_RTO : Entries.MAY_MISS_RTO;
    if (!isTold(remaining.run(), outcome)) {
      atOnce.run(() -> warn(remaining, outcome));
    }
  }

  private void warn(Remaining remaining, String outcome) {
    if (!warnings.claim(remaining.run().id(), outcome, clock.instant())) {
      return;
    }
    Map<String, String> details = new TreeMap<>();
    details.put("needs", remaining.estimate().inWords());
    details.put("left", TimesInWords.words(remaining.left()));
    details.put("by", remaining.estimate().basis());
    details.put("shorter path", remaining.shorter().orElse("none in the plan"));
    record.append(remaining.run().id(), Entries.forecastWarning(clock.instant(), outcome, details));
    tell.tellOfForecast(remaining);
  }

  private boolean isTold(Run run, String outcome) {
    List<EntryDraft> lines = record.entries(run.id()).stream().map(line -> line.entry()).toList();
    return lines.stream()
        .anyMatch(
            line ->
                line.kind() == EntryKind.WARNING
                    && (line.outcome().equals(outcome)
                        || line.outcome().equals(Entries.WILL_MISS_RTO)));
  }
}
