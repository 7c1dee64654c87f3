package io.drillbook.usecase.log;

import java.time.Duration;
import java.time.Instant;

/** Time that has passed, by a clock that somebody may set. */
final class Since {
  private Since() {}

  /**
   * Whether so much time has passed. What began in the future did so by a clock that was set back
   * since: it counts as long ago, else nothing would be done until that time comes.
   */
  static boolean passed(Instant began, Duration time, Instant now) {
    return began.isAfter(now) || !now.isBefore(began.plus(time));
  }
}
