package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.BoardStore.EndedRuns;
import io.drillbook.usecase.board.MeasureSystems;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/**
 * The metrics of the contract, section 5, for each system in force. They are read from the stores
 * when somebody asks, so that they are right after a restart and on every node.
 */
public final class RunMetrics implements SmartLifecycle {
  private final MeterRegistry registry;
  private final Plans plans;
  private final MeasureSystems measure;
  private final ProgressMetrics progress;
  private final Clock clock;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  /** Metrics in this registry. */
  public RunMetrics(
      MeterRegistry registry,
      Plans plans,
      MeasureSystems measure,
      ProgressMetrics progress,
      Clock clock) {
    this.registry = registry;
    this.plans = plans;
    this.measure = measure;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    plans.all().forEach(this::register);
    plans.onChange(this::register);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Only what is new: a plan comes again with each change of its file. */
  private void register(ProtectionPlan plan) {
    String system = plan.system();
    if (!registered.add(
        system + plan.sources().keySet() + plan.objectives().scenarios().keySet())) {
      return;
    }
    Tags tags = Tags.of("system", system);
    counter("backup_success", tags, system, RunKind.BACKUP, true);
    counter("backup_failure", tags, system, RunKind.BACKUP, false);
    FunctionCounter.builder("drillbook_backup_partial", measure, it -> partial(system))
        .tags(tags)
        .register(registry);
    counter("restore_test_success", tags, system, RunKind.DRILL, true);
    counter("restore_test_failure", tags, system, RunKind.DRILL, false);
    Gauge.builder("drillbook_incident_open", () -> open(system)).tags(tags).register(registry);
    Gauge.builder("drillbook_backup_last_success_age_seconds", () -> lastSuccess(system))
        .tags(tags)
        .register(registry);
    progress.register(registry, system);
    for (String source : plan.sources().keySet()) {
      Tags both = tags.and("source", source);
      Gauge.builder("drillbook_recovery_point_age_seconds", () -> age(system, source))
          .tags(both)
          .register(registry);
      Gauge.builder("drillbook_recovery_point_bytes", () -> bytes(system, source))
          .tags(both)
          .register(registry);
      Gauge.builder("drillbook_rpo_seconds", () -> plans.plan(system).rpoOf(source).toSeconds())
          .tags(both)
          .register(registry);
    }
    plan.objectives()
        .watched()
        .forEach(
            scenario ->
                Gauge.builder(
                        "drillbook_rto_seconds",
                        () -> plans.plan(system).objectives().rtoFor(scenario).rto().toSeconds())
                    .tags(tags.and("scenario", scenario.id()))
                    .register(registry));
  }

  private void counter(String name, Tags tags, String system, RunKind kind, boolean good) {
    FunctionCounter.builder(name, measure, it -> ended(system, kind, good))
        .tags(tags)
        .register(registry);
  }

  private long ended(String system, RunKind kind, boolean good) {
    return runs(system, kind)
        .filter(it -> it.verdict().isGood() == good)
        .mapToLong(EndedRuns::count)
        .sum();
  }

  private Stream<EndedRuns> runs(String system, RunKind kind) {
    return measure.measure().ended().getOrDefault(system, List.of()).stream()
        .filter(it -> it.kind() == kind);
  }

  /** A backup that went on without a source counts as a success, and here as well. */
  private long partial(String system) {
    return runs(system, RunKind.BACKUP)
        .filter(it -> it.verdict() == Verdict.SUCCEEDED_WITH_SKIPS)
        .mapToLong(EndedRuns::count)
        .sum();
  }

  private long open(String system) {
    return measure.measure().open().getOrDefault(system, List.of()).stream()
        .filter(run -> run.kind() == RunKind.INCIDENT)
        .count();
  }

  /** Not a number where none succeeded: zero would look like just now. */
  private double lastSuccess(String system) {
    return runs(system, RunKind.BACKUP)
        .filter(it -> it.verdict().isGood())
        .map(EndedRuns::newest)
        .max(Comparator.naturalOrder())
        .map(end -> (double) Duration.between(end, clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }

  /** What the newest recovery point stores of a source. */
  private double bytes(String system, String source) {
    return measure
        .measure()
        .source(system, source)
        .map(it -> (double) it.bytes())
        .orElse(Double.NaN);
  }

  /** Not a number where no recovery point holds the source: zero would look like a perfect one. */
  private double age(String system, String source) {
    return measure
        .measure()
        .source(system, source)
        .map(it -> (double) Duration.between(it.until(), clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }
}
