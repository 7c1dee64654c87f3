package io.drillbook.domain.record;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of the recovery time objective.
 *
 * @param detectedAt when it began to run
 * @param rto the time allowed; zero where none applies
 */
public record RtoClock(Instant detectedAt, Duration rto) {
  /** The clock of a run. */
  public static RtoClock of(Run run) {
    return new RtoClock(run.detectedAt(), run.rto());
  }

  /** When a share of the time allowed is used up, such as 50, 80 or 100 percent. */
  public static Instant dueAt(Instant detectedAt, Duration rto, int percent) {
    return detectedAt.plus(rto.multipliedBy(percent).dividedBy(100));
  }

  /** When a share of the time allowed is used up. */
  public Instant dueAt(int percent) {
    return dueAt(detectedAt, rto, percent);
  }

  /** What is left of the time allowed; negative after the deadline. */
  public Duration left(Instant now) {
    return Duration.between(now, dueAt(100));
  }

  /** The share of the time allowed that is used up, in whole percent; 0 where no RTO applies. */
  public long usedPercent(Instant now) {
    if (rto.isZero()) {
      return 0;
    }
    return Math.max(0, Duration.between(detectedAt, now).toMillis() * 100 / rto.toMillis());
  }
}
