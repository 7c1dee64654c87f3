package io.drillbook.domain.pause;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A program that has to run because a backup paused something: what the plan said when the pause
 * began.
 *
 * @param position in which order those of a run are worked off, from 1
 * @param server which server began the pause, process id and machine
 * @param interrupted whether that server died meanwhile: then no capture may go on
 * @param trouble what the last try ended with; empty where there was none
 * @param settledAt when it was made good; empty while it is owed
 */
public record OwedProgram(
    String runId,
    int position,
    String system,
    Kind kind,
    List<String> command,
    Duration timeout,
    String server,
    Instant owedAt,
    boolean interrupted,
    String trouble,
    Optional<Instant> settledAt) {
  /** Why it is owed. */
  public enum Kind {
    /** It makes good what a program of {@code backup.before} did. */
    UNDO,
    /** It is one of {@code backup.after}. */
    AFTER
  }

  public OwedProgram {
    command = List.copyOf(command);
  }

  /** Whether it still has to run. */
  public boolean isOpen() {
    return settledAt.isEmpty();
  }

  /** A line for people. */
  public String inWords() {
    return String.join(" ", command);
  }
}
