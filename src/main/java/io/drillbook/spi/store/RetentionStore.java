package io.drillbook.spi.store;

import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Leaving;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What retention remembers beside the catalog: vetoes, removals that have begun, and its own count.
 * Joins the caller's transaction.
 */
public interface RetentionStore {
  /** By recovery point our own count: higher for one that the catalog met later. */
  Map<String, Long> sequence(String system);

  /** Every hold of a system, also those that ended; oldest first. */
  List<Hold> holds(String system);

  /**
   * Adds a hold; one whose id is known stays as it was. It shuts out a removal that begins at the
   * same time: either the hold or the removal is refused.
   *
   * @return false where the removal of the point has begun
   */
  boolean hold(Hold hold);

  /** Ends a hold; one that has ended stays as it was. */
  void release(String holdId, Hold.Release release);

  /**
   * Notes that the removal of a point begins; may be called again.
   *
   * @return false where a hold vetoes, or the catalog does not know the point
   */
  boolean leave(Leaving leaving);

  /** Points of a system whose removal has begun and is not at its end. */
  List<Leaving> leaving(String system);

  /** When retention was last applied to a system. */
  Optional<Instant> lastLooked(String system);

  /** Notes when retention was applied; an earlier time replaces a later one too. */
  void looked(String system, Instant at);
}
