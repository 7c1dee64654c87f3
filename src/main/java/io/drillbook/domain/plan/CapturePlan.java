package io.drillbook.domain.plan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the sources of a system are captured.
 *
 * @param parallel how many side by side; empty for as many as the server has processors
 * @param before programs that run before the first capture, in order
 * @param after programs that run when the captures are over, whatever came of them, in order
 * @param maxPause how long captures may go on while something is to be undone
 */
public record CapturePlan(
    OptionalInt parallel, List<Hook> before, List<Hook> after, Duration maxPause) {
  /** How long a pause may last where a plan does not say. */
  public static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  /** By the processors, with nothing around it. */
  public static final CapturePlan USUAL =
      new CapturePlan(OptionalInt.empty(), List.of(), List.of(), LONGEST_PAUSE);

  private static final int LEAST = 2;

  public CapturePlan {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** How many captures of one backup run side by side on a server with so many processors. */
  public int sideBySide(int processors) {
    return parallel.orElse(Math.max(LEAST, processors));
  }

  /** Whether anything runs around the captures. */
  public boolean hasHooks() {
    return !before.isEmpty() || !after.isEmpty();
  }
}
