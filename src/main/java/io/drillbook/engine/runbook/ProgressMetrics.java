package io.drillbook.engine.runbook;

import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.board.MeasureSystems;
import io.drillbook.usecase.incident.RunProgress;
import io.drillbook.usecase.incident.ShowProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far the long steps of a system's open runs are, and how fast. */
public final class ProgressMetrics {
  private static final List<RunKind> KINDS =
      List.of(RunKind.BACKUP, RunKind.RESTORE, RunKind.DRILL, RunKind.INCIDENT);

  private final MeasureSystems measure;
  private final ShowProgress showProgress;

  /** Metrics over these runs. */
  public ProgressMetrics(MeasureSystems measure, ShowProgress showProgress) {
    this.measure = measure;
    this.showProgress = showProgress;
  }

  void register(MeterRegistry registry, String system) {
    for (RunKind kind : KINDS) {
      Tags tags = Tags.of("system", system, "kind", kind.id());
      gauge(registry, "drillbook_step_bytes", tags, () -> sum(system, kind, RunProgress::done));
      gauge(
          registry,
          "drillbook_step_bytes_per_second",
          tags,
          () -> sum(system, kind, RunProgress::perSecond));
    }
  }

  private static void gauge(
      MeterRegistry registry, String name, Tags tags, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).tags(tags).register(registry);
  }

  private double sum(String system, RunKind kind, ToDoubleFunction<RunProgress> what) {
    return measure.measure().open().getOrDefault(system, List.of()).stream()
        .filter(run -> run.kind() == kind)
        .map(Run::id)
        .flatMap(id -> showProgress.show(id).stream())
        .mapToDouble(what)
        .sum();
  }
}
