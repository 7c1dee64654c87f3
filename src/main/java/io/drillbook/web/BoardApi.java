package io.drillbook.web;

import io.drillbook.domain.point.NewestPoint;
import io.drillbook.usecase.board.Board;
import io.drillbook.usecase.board.BoardLine;
import io.drillbook.usecase.board.Concern;
import io.drillbook.usecase.board.ShowBoard;
import io.drillbook.usecase.incident.RunAccount;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the situation board shows. */
@RestController
@RequestMapping("/api/v1/board")
class BoardApi {
  private final ShowBoard board;

  BoardApi(ShowBoard board) {
    this.board = board;
  }

  @GetMapping
  BoardView board(
      @RequestParam(defaultValue = Slice.LIMIT) int limit,
      @RequestParam Optional<String> after,
      HttpServletRequest request) {
    Slice.Asked asked = new Slice.Asked(limit, after, request);
    Board all = board.show();
    Slice<BoardLine> slice =
        Slice.among(
            all.lines(),
            asked,
            BoardApi::place,
            words -> line -> place(line).compareTo(String.join("\n", words)) > 0);
    return new BoardView(
        all.now(),
        all.zone().getId(),
        new Counts(
            all.count(Concern.Level.WRONG),
            all.count(Concern.Level.LOOK),
            all.count(Concern.Level.FINE)),
        slice.map(LineView::of),
        all.runs().stream().map(run -> RunningView.of(run, all.now())).toList(),
        all.left(),
        all.problems(),
        slice.next());
  }

  /** In the order of the board: what is wrong first. */
  private static String place(BoardLine line) {
    boolean incident = line.open().stream().anyMatch(Concern::isIncident);
    return rank(line.level()) + "\n" + (incident ? 0 : 1) + "\n" + line.system();
  }

  private static int rank(Concern.Level level) {
    return switch (level) {
      case WRONG -> 0;
      case LOOK -> 1;
      case FINE -> 2;
    };
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The situation.
   *
   * @param systems what is wrong first
   * @param runs what goes on, incidents first
   * @param moreRuns how many more go on
   * @param problems plan files that are broken
   */
  record BoardView(
      Instant now,
      String zone,
      Counts count,
      List<LineView> systems,
      List<RunningView> runs,
      int moreRuns,
      List<String> problems,
      Optional<String> next) {}

  /** How many systems are so bad. */
  record Counts(long wrong, long look, long fine) {}

  /** One system. */
  record LineView(
      String system,
      String owner,
      String zone,
      String state,
      List<ConcernView> concerns,
      List<StatusView.SourceView> sources,
      Optional<NewestView> newestPoint,
      Optional<NewestView> newestProven,
      Duration rto,
      Optional<RunView> lastRecovery,
      Optional<Duration> lastRecoveryTook,
      ReadinessView.Line readiness,
      Map<String, Instant> nextDue,
      List<String> openRuns,
      List<StatusView.PausedView> paused,
      List<String> vaultsDown) {
    static LineView of(BoardLine line) {
      return new LineView(
          line.system(),
          line.owner(),
          line.zone().getId(),
          word(line.level()),
          line.concerns().stream()
              .map(it -> new ConcernView(word(it.level()), it.words()))
              .toList(),
          line.sources().stream().map(StatusView.SourceView::of).toList(),
          line.newest().map(NewestView::of),
          line.proven().map(NewestView::of),
          line.rto(),
          line.last().map(RunView::of),
          line.lastTook(),
          ReadinessView.Line.of(line.standing()),
          line.nextDue(),
          line.open().stream().map(run -> run.id()).toList(),
          line.owed().stream().map(StatusView.PausedView::of).toList(),
          line.vaultsDown());
    }
  }

  /** Something that is wrong, or wants a look. */
  record ConcernView(String level, String words) {}

  /** A recovery point; since when it has been in its state. */
  record NewestView(String point, String state, Instant startedAt, Instant since) {
    static NewestView of(NewestPoint point) {
      return new NewestView(point.point(), word(point.state()), point.startedAt(), point.since());
    }
  }

  /** A run that goes on, and who is waited for. */
  record RunningView(RunView run, Duration running, List<TimelineView.StepView> waiting) {
    static RunningView of(RunAccount account, Instant now) {
      return new RunningView(
          RunView.of(account.timeline().run()),
          Duration.between(account.timeline().run().detectedAt(), now),
          account.waiting().stream().map(step -> TimelineView.StepView.of(step, now)).toList());
    }
  }
}
