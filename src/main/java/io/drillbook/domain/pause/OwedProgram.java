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
 * @param point the recovery point that it was paused for; empty where that is not known
 * @param server which server began the pause, process id and machine
 * @param interrupted whether that server died meanwhile: then no capture may go on
 * @param running which process runs for the pause or ran last, its number and start; may be empty
 * @param trouble what the last try ended with; empty where there was none
 * @param settledAt when it was made good; empty while it is owed
 */
public record OwedProgram(
    String runId,
    int position,
    String point,
    String system,
    Kind kind,
    List<String> command,
    Duration timeout,
    String server,
    Instant owedAt,
    boolean interrupted,
    String running,
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

  /** Whether it belongs to the pause for that recovery point, as far as is known. */
  public boolean isFor(String wanted) {
    return point.isEmpty() || point.equals(wanted);
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
