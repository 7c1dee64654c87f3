package io.drillbook.web;

import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.readiness.ReadinessState;
import io.drillbook.usecase.board.BoardLine;
import io.drillbook.usecase.board.Concern;
import io.drillbook.usecase.readiness.SystemStatus.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A system's row on the board, in words.
 *
 * @param state {@code wrong}, {@code look} or {@code fine}; its colour
 * @param sign the same as a sign, for who sees no colours
 * @param concerns worst first
 * @param sources those with the least left of their RPO
 * @param moreSources how many more there are, in words; empty where all are shown
 * @param due what comes due next
 */
record BoardRow(
    String system,
    String owner,
    String state,
    String sign,
    List<String> concerns,
    List<Rpo> sources,
    String moreSources,
    String newest,
    String proven,
    String recovery,
    String rto,
    String recoveryState,
    String readiness,
    String readinessState,
    String why,
    List<String> due) {
  private static final int SOURCES = 3;
  private static final int DUE = 2;

  /** One source against its RPO. */
  record Rpo(String source, String state, String used, String left, int percent) {
    private static final int ALL = 100;
    private static final int LATE = 80;

    static Rpo of(SourceStatus source) {
      String rpo = " of " + PageTimes.rough(source.rpo());
      if (source.left().isEmpty()) {
        return new Rpo(source.source(), "wrong", "nothing" + rpo, "NOTHING TO RESTORE", ALL);
      }
      Duration used = source.used().orElseThrow();
      Duration left = source.left().orElseThrow();
      long percent = used.toMillis() * ALL / Math.max(1, source.rpo().toMillis());
      String words =
          left.isNegative()
              ? "BROKEN by " + PageTimes.rough(left.negated())
              : PageTimes.rough(left) + " left";
      String state = left.isNegative() ? "wrong" : percent >= LATE ? "look" : "fine";
      return new Rpo(
          source.source(),
          state,
          PageTimes.rough(used) + rpo,
          words,
          (int) Math.max(0, Math.min(ALL, percent)));
    }
  }

  static BoardRow of(BoardLine line, Instant now, PageTimes times) {
    String state = line.level().name().toLowerCase(Locale.ROOT);
    int more = Math.max(0, line.sources().size() - SOURCES);
    ReadinessState readiness = line.standing().readiness().state();
    return new BoardRow(
        line.system(),
        line.owner(),
        state,
        sign(state),
        // Its own column says how ready it is.
        line.concerns().stream()
            .map(Concern::words)
            .filter(words -> !words.equals(readiness.inWords()))
            .toList(),
        line.sources().stream().limit(SOURCES).map(Rpo::of).toList(),
        more == 0 ? "" : "and " + more + " more with more left",
        line.newest().map(point -> newest(point, now)).orElse("none"),
        line.proven().map(point -> ago(point.since(), now)).orElse("never"),
        line.lastTook().map(PageTimes::rough).orElse("unknown"),
        PageTimes.rough(line.rto()),
        line.lastTook().map(it -> it.compareTo(line.rto()) > 0 ? "wrong" : "fine").orElse("look"),
        readiness.inWords().toLowerCase(Locale.ROOT),
        readiness == ReadinessState.VERIFIED
            ? "fine"
            : readiness == ReadinessState.NOT_READY ? "wrong" : "look",
        String.join("; ", line.standing().readiness().why()),
        line.nextDue().entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .limit(DUE)
            .map(due -> due.getKey() + " " + times.near(due.getValue(), now))
            .toList());
  }

  /** The sign of a state. */
  static String sign(String state) {
    return switch (state) {
      case "wrong" -> "✖";
      case "look" -> "▲";
      default -> "✔";
    };
  }

  /** The word that goes with the sign. */
  public String word() {
    return switch (state) {
      case "wrong" -> "TROUBLE";
      case "look" -> "look";
      default -> "fine";
    };
  }

  /** Its page. */
  public String link() {
    return "/systems/" + system;
  }

  private static String newest(NewestPoint point, Instant now) {
    return ago(point.startedAt(), now) + ", " + point.state().name().toLowerCase(Locale.ROOT);
  }

  private static String ago(Instant at, Instant now) {
    return PageTimes.rough(Duration.between(at, now)) + " ago";
  }
}
