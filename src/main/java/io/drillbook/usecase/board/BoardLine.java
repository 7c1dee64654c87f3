package io.drillbook.usecase.board;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.record.Run;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import io.drillbook.usecase.readiness.SystemStatus.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One system on the situation board.
 *
 * @param sources what would be lost of each, the one with the least left of its RPO first
 * @param newest its newest usable recovery point
 * @param proven its newest proven one
 * @param rto the system's
 * @param last the newest drill or incident that brought it back: another one is expected to take as
 *     long
 * @param nextDue per schedule the next due time
 * @param open its runs that go on, newest first
 * @param owed what has to run so that writes go on that a backup paused
 * @param vaultsDown vaults of its plan that were tried and cannot be relied on
 * @param concerns what is wrong or wants a look, worst first
 */
public record BoardLine(
    String system,
    String owner,
    ZoneId zone,
    List<SourceStatus> sources,
    Optional<NewestPoint> newest,
    Optional<NewestPoint> proven,
    Duration rto,
    Optional<Run> last,
    Standing standing,
    Map<String, Instant> nextDue,
    List<Run> open,
    List<OwedProgram> owed,
    List<String> vaultsDown,
    List<Concern> concerns) {

  /** What is wrong first; then by name, so that nothing jumps about without a reason. */
  public static final Comparator<BoardLine> WORST_FIRST =
      Comparator.comparing(BoardLine::level)
          .thenComparing(line -> line.open().stream().noneMatch(Concern::isIncident))
          .thenComparing(BoardLine::system);

  /** How bad it is. */
  public Concern.Level level() {
    return concerns.isEmpty() ? Concern.Level.FINE : concerns.get(0).level();
  }

  static Optional<Duration> took(Run run) {
    return run.endedAt().map(end -> Duration.between(run.startedAt(), end));
  }

  /** How long the last recovery took. */
  public Optional<Duration> lastTook() {
    return last.flatMap(BoardLine::took);
  }
}
