package io.drillbook.usecase.board;

import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;

/**
 * Something about a system that is wrong, or that somebody should look at.
 *
 * @param words a line for people
 */
public record Concern(Level level, String words) {
  /** How bad; worse ones stand first. */
  public enum Level {
    /** A promise is broken, or an incident is open. */
    WRONG,
    /** Nothing is broken yet, or nobody has proven that it works. */
    LOOK,
    /** Nothing to do. */
    FINE
  }

  static Concern wrong(String words) {
    return new Concern(Level.WRONG, words);
  }

  static Concern look(String words) {
    return new Concern(Level.LOOK, words);
  }

  /** Whether the run is an incident. */
  public static boolean isIncident(Run run) {
    return run.kind() == RunKind.INCIDENT;
  }
}
