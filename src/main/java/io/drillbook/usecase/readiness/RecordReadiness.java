package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.CheckFinding.Grade;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.readiness.CheckReadiness.Found;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes down what a check found. A check of the schedule that found what the one before found is
 * no run and leaves no line; one that found a change becomes a run when it is found.
 */
public final class RecordReadiness {
  private static final String ACTOR = "drillbook";

  private final Plans plans;
  private final RunStore runs;
  private final RecordStore record;
  private final Clock clock;

  /** A use case over these stores. */
  public RecordReadiness(Plans plans, RunStore runs, RecordStore record, Clock clock) {
    this.plans = plans;
    this.runs = runs;
    this.record = record;
    this.clock = clock;
  }

  /** Writes it, if it is a change or somebody asked by hand. */
  public void write(Found found, StepRef step, String startedBy) {
    ReadinessReport report = found.report();
    if (found.isChange()) {
      open(report.system(), report.runId(), startedBy);
    }
    if (runs.find(report.runId()).isEmpty()) {
      return;
    }
    for (CheckFinding finding : report.findings()) {
      if (finding.grade() != Grade.GOOD) {
        record.appendNow(report.runId(), line(finding, step));
      }
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("state", report.state().inWords());
    found.before().ifPresent(it -> details.put("before", it.state().inWords()));
    details.put("checks", String.valueOf(report.findings().size()));
    if (!report.why().isEmpty()) {
      details.put(Entries.REASON, String.join("; ", report.why()));
    }
    record.appendNow(
        report.runId(), Entries.fact(clock.instant(), step, ACTOR, Entries.READINESS, details));
  }

  /** Makes a run of a check that was none yet. */
  public void open(String system, String runId, String startedBy) {
    if (runs.find(runId).isPresent()) {
      return;
    }
    Instant now = clock.instant();
    Run run =
        new Run(
            runId,
            RunKind.READINESS,
            system,
            Optional.empty(),
            now,
            now,
            startedBy,
            Duration.ZERO,
            false,
            digest(system),
            Optional.empty(),
            Optional.empty());
    runs.start(run);
    record.appendNow(runId, Entries.runStarted(run));
  }

  /** The plan may have been taken away while it was checked. */
  private String digest(String system) {
    return plans.all().stream()
        .filter(plan -> plan.system().equals(system))
        .map(ProtectionPlan::digest)
        .findFirst()
        .orElse("");
  }

  private EntryDraft line(CheckFinding finding, StepRef step) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("check", finding.key());
    details.put(Entries.REASON, finding.detail());
    if (!finding.hint().isEmpty()) {
      details.put("hint", finding.hint());
    }
    String outcome = finding.isBad() ? "NOT READY" : "to be seen to";
    return Entries.fact(clock.instant(), step, ACTOR, outcome, details);
  }
}
