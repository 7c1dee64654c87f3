package io.drillbook.usecase.board;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.ForecastRecovery.Today;
import io.drillbook.usecase.incident.ListRuns;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.readiness.ListSchedules;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.SystemStatus;
import io.drillbook.usecase.retention.ShowPoints;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows everything about one system: its points, its drills, its vaults and schedules. */
public final class ShowSystem {
  private static final int MEASURED = 20;

  private final ShowBoard board;
  private final ShowStatus status;
  private final ShowPoints points;
  private final ShowRun showRun;
  private final ListRuns runs;
  private final ForecastRecovery forecast;
  private final ListSchedules schedules;
  private final Clock clock;

  /** A use case over others. */
  public ShowSystem(
      ShowBoard board,
      ShowStatus status,
      ShowPoints points,
      ShowRun showRun,
      ListRuns runs,
      ForecastRecovery forecast,
      ListSchedules schedules,
      Clock clock) {
    this.board = board;
    this.status = status;
    this.points = points;
    this.showRun = showRun;
    this.runs = runs;
    this.forecast = forecast;
    this.schedules = schedules;
    this.clock = clock;
  }

  /**
   * One system.
   *
   * @param line as the board shows it
   * @param open its runs that go on
   * @param points newest first
   * @param copies of its points, by point
   * @param measured drills and incidents that ended, newest first
   */
  public record View(
      Instant now,
      BoardLine line,
      SystemStatus status,
      List<RunAccount> open,
      List<ShowPoints.Shown> points,
      Map<String, List<PointCopy>> copies,
      List<RunAccount> measured,
      List<Today> forecast,
      List<ListSchedules.Line> schedules) {}

  /**
   * How a system stands.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects it
   */
  public View show(String system) {
    List<CatalogPoint> known = points.points(system);
    List<PointCopy> copies = status.copies(system, known);
    BoardLine line = board.line(system);
    return new View(
        clock.instant(),
        line,
        status.of(system, known, copies),
        line.open().stream().limit(MEASURED).map(run -> showRun.show(run.id())).toList(),
        points.all(system, known),
        copies.stream().collect(Collectors.groupingBy(PointCopy::point)),
        measured(system),
        forecast.today(system),
        schedules.list(Optional.of(system)));
  }

  private List<RunAccount> measured(String system) {
    return Stream.of(RunKind.DRILL, RunKind.INCIDENT)
        .flatMap(kind -> runs.list(Optional.of(system), Optional.of(kind), false).stream())
        .filter(run -> run.endedAt().isPresent())
        .sorted(Comparator.comparing(Run::startedAt).reversed())
        .limit(MEASURED)
        .map(run -> showRun.show(run.id()))
        .toList();
  }
}
