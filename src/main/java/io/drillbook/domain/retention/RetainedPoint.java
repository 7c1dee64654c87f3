package io.drillbook.domain.retention;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recovery point with everything that its expiry depends on.
 *
 * @param sequence our own count of recovery points: higher for a later one, whatever the clock said
 * @param scheduled whether a schedule made it, or nobody knows any longer
 * @param holds those that veto now
 * @param lockedUntil until when a vault itself refuses to remove it
 * @param leaving whether its removal has begun already
 */
public record RetainedPoint(
    CatalogPoint point,
    long sequence,
    boolean scheduled,
    List<Hold> holds,
    Optional<Instant> lockedUntil,
    Optional<Leaving> leaving) {
  public RetainedPoint {
    holds = List.copyOf(holds);
  }

  /** The same point, with what the vaults say about their lock. */
  public RetainedPoint lockedUntil(Optional<Instant> until) {
    return new RetainedPoint(point, sequence, scheduled, holds, until, leaving);
  }

  /** Whether a recovery could rest on it: sealed, sound and not about to go. */
  boolean isCopy() {
    return point.usable() && leaving.isEmpty();
  }

  /** Whether somebody or something has read it back. */
  boolean isTrusted() {
    return isCopy() && (point.state() == PointState.VERIFIED || point.state() == PointState.PROVEN);
  }
}
