package io.drillbook.web;

import io.drillbook.usecase.board.Board;
import io.drillbook.usecase.board.Concern;
import io.drillbook.usecase.incident.RunAccount;
import java.util.List;

/**
 * The situation board in words; the template adds none but headings.
 *
 * @param summary the whole situation in a line
 * @param runs what goes on, incidents first
 * @param more how many more runs go on, in words; empty where all are shown
 */
record BoardPage(
    LivePage live,
    List<Count> summary,
    List<BoardRun> runs,
    String more,
    List<String> problems,
    Pages<BoardRow> rows) {
  private static final int SIZE = 100;

  /** How many there are of something. */
  record Count(String state, String sign, String words) {}

  static BoardPage of(Board board, String page) {
    PageTimes times = new PageTimes(board.zone());
    return new BoardPage(
        LivePage.of("/events", board.now(), times),
        summary(board),
        board.runs().stream().map(run -> BoardRun.of(run, times)).toList(),
        board.left() == 0 ? "" : board.left() + " more runs go on",
        board.problems(),
        Pages.of(board.lines(), page, SIZE).map(line -> BoardRow.of(line, board.now(), times)));
  }

  private static List<Count> summary(Board board) {
    long incidents =
        board.runs().stream().filter(run -> Concern.isIncident(run.timeline().run())).count();
    long people =
        board.runs().stream().map(RunAccount::waiting).filter(it -> !it.isEmpty()).count();
    return List.of(
        count(incidents, "wrong", "incident open", "incidents open"),
        count(people, "look", "run waits for people", "runs wait for people"),
        count(board.count(Concern.Level.WRONG), "wrong", "system in trouble", "systems in trouble"),
        count(board.count(Concern.Level.LOOK), "look", "system to look at", "systems to look at"),
        count(board.count(Concern.Level.FINE), "fine", "system fine", "systems fine"));
  }

  private static Count count(long many, String state, String one, String several) {
    boolean quiet = many == 0 || "fine".equals(state);
    return new Count(
        quiet ? "quiet" : state,
        quiet ? "" : BoardRow.sign(state),
        many + " " + (many == 1 ? one : several));
  }
}
