package io.drillbook.domain.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * A veto against the expiry of one recovery point.
 *
 * @param id unique; also its name in the vaults
 * @param reason why, in a person's words
 * @param heldBy the person
 * @param until when it lapses by itself; empty for never
 * @param released who took it back, if anybody did
 */
public record Hold(
    String id,
    String system,
    String point,
    String reason,
    String heldBy,
    Instant heldAt,
    Optional<Instant> until,
    Optional<Release> released) {

  /** The end of a hold, said by a person. */
  public record Release(String reason, String releasedBy, Instant releasedAt) {}

  /** Whether it still vetoes. */
  public boolean isActive(Instant now) {
    return released.isEmpty() && until.map(now::isBefore).orElse(true);
  }

  /** The same hold, taken back. */
  public Hold release(Release release) {
    return new Hold(id, system, point, reason, heldBy, heldAt, until, Optional.of(release));
  }
}
