package io.drillbook.domain.plan;

import java.time.Duration;
import java.util.List;

/**
 * A program that runs around the captures of a backup.
 *
 * @param command program and arguments; no shell reads them
 * @param undo what makes good what the command did; empty for nothing
 * @param timeout after which either is killed and counts as failed
 */
public record Hook(List<String> command, List<String> undo, Duration timeout) {
  /** The time for a program where a plan does not say. */
  public static final Duration USUAL_TIMEOUT = Duration.ofMinutes(1);

  public Hook {
    command = List.copyOf(command);
    undo = List.copyOf(undo);
  }
}
