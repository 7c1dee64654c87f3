package io.drillbook.usecase.incident;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.incident.ForecastRecovery.Remaining;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Warns of an incident that will miss its RTO, while there is time to do something about it: once
 * when one of ten such recoveries would be late, and once when it will be late more likely than
 * not.
 */
public final class WarnOfForecast {
  private static final Duration LEAST = Duration.ofMinutes(1);

  private final RunStore runs;
  private final RecordStore record;
  private final ForecastRecovery forecast;
  private final TellAboutRun tell;
  private final Clock clock;

  /** A use case over these ports. */
  public WarnOfForecast(
      RunStore runs,
      RecordStore record,
      ForecastRecovery forecast,
      TellAboutRun tell,
      Clock clock) {
    this.runs = runs;
    this.record = record;
    this.forecast = forecast;
    this.tell = tell;
    this.clock = clock;
  }

  /** Looks at every open incident. */
  public void warn() {
    for (Run run : runs.list(Optional.empty(), Optional.of(RunKind.INCIDENT), true, 1_000)) {
      forecast
          .remaining(run.id())
          .filter(WarnOfForecast::saysSomething)
          .filter(remaining -> !remaining.left().isNegative())
          .ifPresent(this::warn);
    }
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
    if (isTold(remaining.run(), outcome)) {
      return;
    }
    Map<String, String> details = new TreeMap<>();
    details.put("needs", remaining.estimate().inWords());
    details.put("left", TimesInWords.words(remaining.left()));
    details.put("by", remaining.estimate().basis());
    details.put("shorter path", remaining.shorter().orElse("none in the plan"));
    record.appendNow(
        remaining.run().id(), Entries.forecastWarning(clock.instant(), outcome, details));
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
