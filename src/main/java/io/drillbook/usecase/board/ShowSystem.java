package io.drillbook.usecase.board;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
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

  /** A use case over others. */
  public ShowSystem(
      ShowBoard board,
      ShowStatus status,
      ShowPoints points,
      ShowRun showRun,
      ListRuns runs,
      ForecastRecovery forecast,
      ListSchedules schedules) {
    this.board = board;
    this.status = status;
    this.points = points;
    this.showRun = showRun;
    this.runs = runs;
    this.forecast = forecast;
    this.schedules = schedules;
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
   * @throws Fault INPUT_INVALID where no plan protects it
   */
  public View show(String system) {
    SystemStatus now = status.of(system);
    Board all = board.show();
    BoardLine line =
        all.lines().stream()
            .filter(it -> it.system().equals(system))
            .findFirst()
            .orElseThrow(() -> gone(system));
    return new View(
        all.now(),
        line,
        now,
        line.open().stream().limit(MEASURED).map(run -> showRun.show(run.id())).toList(),
        points.all(system),
        status.copies(system).stream().collect(Collectors.groupingBy(PointCopy::point)),
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

  /** Its plan was taken away just now. */
  private static Fault gone(String system) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the system: '" + system + "'",
        "Look at the situation board.");
  }
}
