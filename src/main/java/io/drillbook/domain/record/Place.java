package io.drillbook.domain.record;

import java.time.Instant;

/**
 * A place in a list that stands newest first: what was written meanwhile does not move it.
 *
 * @param at when the last thing before the place happened
 * @param id of that thing
 */
public record Place(Instant at, String id) {
  /** Whether something stands behind it. */
  public boolean isBefore(Instant other, String otherId) {
    return other.isBefore(at) || (other.equals(at) && otherId.compareTo(id) < 0);
  }
}
