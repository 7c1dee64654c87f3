package io.drillbook.domain.point;

import java.time.Duration;
import java.time.Instant;

/**
 * When the folder of a recovery point that was never sealed may be removed. Every time is the
 * store's own: clocks of servers differ, and a wrong one would remove a backup that is being taken.
 */
public final class LeftoverRule {
  /** How long an unsealed point is left alone after its lease or its newest object was written. */
  public static final Duration LEFT_ALONE = Duration.ofDays(2);

  private LeftoverRule() {}

  /**
   * Whether it may be removed.
   *
   * @param signed whether a signature is there, whoever made it and whether it holds
   * @param newest when its lease or the newest of its objects was written
   * @param now the store's time
   */
  public static boolean mayBeRemoved(boolean signed, Instant newest, Instant now) {
    return !signed && isOld(newest, now);
  }

  /** Whether what was written then is no longer left alone, by the store's time. */
  public static boolean isOld(Instant written, Instant now) {
    return written.plus(LEFT_ALONE).isBefore(now);
  }
}
