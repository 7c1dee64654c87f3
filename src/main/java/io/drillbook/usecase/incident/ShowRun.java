package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Timeline;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows one run: its timeline, its clocks, who is waited for. */
public final class ShowRun {
  private final RunStore runs;
  private final RecordStore records;
  private final ProgressStore progress;
  private final Plans plans;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowRun(
      RunStore runs, RecordStore records, ProgressStore progress, Plans plans, Clock clock) {
    this.runs = runs;
    this.records = records;
    this.progress = progress;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * The account of a run up to now.
   *
   * @throws Fault INPUT_INVALID where there is no such run
   */
  public RunAccount show(String runId) {
    Run run = find(runId);
    Instant now = clock.instant();
    List<RecordEntry> lines = records.entries(runId);
    Optional<ProtectionPlan> plan =
        plans.all().stream().filter(it -> it.system().equals(run.system())).findFirst();
    Map<String, Duration> rpo = AllowedLoss.of(lines, plan);
    return new RunAccount(
        Timeline.of(run, lines, now),
        plan.map(ProtectionPlan::zone).orElse(ZoneId.of("UTC")),
        Score.of(run, lines, rpo, now),
        lines);
  }

  /** The run as such. */
  public Run find(String runId) {
    return runs.find(runId)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the run: '" + runId + "'",
                    "Look at 'drillbook incident list' or 'drillbook status'."));
  }

  /** How far the run's long steps are. */
  public List<StepProgress> progress(String runId) {
    find(runId);
    return progress.of(runId).stream()
        .map(
            it ->
                new StepProgress(
                    it.step(), it.subject(), it.attempt(), it.done(), it.total(), it.at()))
        .toList();
  }

  /**
   * How far a long step is.
   *
   * @param subject what is being worked on
   * @param done bytes or items
   * @param total -1 where nobody knows
   */
  public record StepProgress(
      String step, String subject, int attempt, long done, long total, Instant at) {}
}
