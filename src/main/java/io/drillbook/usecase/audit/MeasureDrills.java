package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.NumberedRun;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Verdict;
import io.drillbook.pipeline.evidence.CsvTable;
import io.drillbook.spi.store.AuditStore;
import io.drillbook.usecase.incident.ShowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All drills of a period against their targets, as a page of a table and as a file. */
public final class MeasureDrills {
  private static final int MOST = 20_000;
  private static final List<String> HEAD =
      List.of(
          "run",
          "system",
          "scenario",
          "started by",
          "started",
          "ended",
          "verdict",
          "rto target",
          "achieved rto",
          "rto met",
          "rpo by source",
          "rpo met",
          "target was there before");

  private final AuditStore audit;
  private final ShowRun show;

  /** A use case over these. */
  public MeasureDrills(AuditStore audit, ShowRun show) {
    this.audit = audit;
    this.show = show;
  }

  /** A drill and what it achieved. */
  public record Measured(long number, Run run, Score score) {}

  /** One page of the drills that started in a period, newest first. */
  public Page<Measured> measure(Period period, Optional<String> system, Place place) {
    Page<NumberedRun> runs =
        Page.of(find(period, system, place.andOne()), place, NumberedRun::number);
    return new Page<>(
        runs.items().stream().map(this::measured).toList(), runs.older(), runs.newer());
  }

  /**
   * All of them as CSV.
   *
   * @throws Fault INPUT_INVALID where there are too many for one file
   */
  public byte[] table(Period period, Optional<String> system) {
    List<NumberedRun> runs = find(period, system, Place.newest(MOST).andOne());
    if (runs.size() > MOST) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to write more drills than " + MOST + " into one file",
          "Ask for a shorter period, or for one system.");
    }
    return CsvTable.write(HEAD, runs.stream().map(this::measured).map(this::cells).toList());
  }

  private List<NumberedRun> find(Period period, Optional<String> system, Place place) {
    return audit.runs(period, system, Set.of(RunKind.DRILL), place);
  }

  private Measured measured(NumberedRun found) {
    return new Measured(found.number(), found.run(), show.show(found.run().id()).score());
  }

  private List<String> cells(Measured drill) {
    Run run = drill.run();
    Score score = drill.score();
    return List.of(
        run.id(),
        run.system(),
        run.scenario().map(Scenario::id).orElse(""),
        run.startedBy(),
        run.startedAt().toString(),
        run.endedAt().map(Instant::toString).orElse(""),
        run.verdict().map(Verdict::id).orElse("still open"),
        run.rto().isZero() ? "" : run.rto().toString(),
        score.achievedRto().toString(),
        met(run, score.rtoMet()),
        score.sources().stream().map(MeasureDrills::source).collect(Collectors.joining("; ")),
        met(run, score.rpoMet() && !score.sources().isEmpty()),
        score.assisted() ? "yes" : "no");
  }

  private static String met(Run run, boolean met) {
    return run.endedAt().isEmpty() ? "" : met ? "yes" : "no";
  }

  private static String source(Score.SourceScore source) {
    return source.source()
        + " "
        + source.achievedRpo()
        + source.rpo().map(Duration::toString).map(rpo -> " of " + rpo).orElse("");
  }
}
