package io.drillbook.usecase.board;

import io.drillbook.usecase.incident.RunAccount;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * All systems at a glance.
 *
 * @param zone in which its times are read: that of most plans
 * @param lines worst first
 * @param runs what goes on, incidents first
 * @param left how many more runs go on
 * @param problems plan files that are broken now
 */
public record Board(
    Instant now,
    ZoneId zone,
    List<BoardLine> lines,
    List<RunAccount> runs,
    int left,
    List<String> problems) {
  public Board {
    lines = List.copyOf(lines);
    runs = List.copyOf(runs);
    problems = List.copyOf(problems);
  }

  /** How many systems are so bad. */
  public long count(Concern.Level level) {
    return lines.stream().filter(line -> line.level() == level).count();
  }
}
