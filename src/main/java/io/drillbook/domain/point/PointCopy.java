package io.drillbook.domain.point;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One vault's copy of a recovery point.
 *
 * @param bytes stored bytes of all members of the point
 * @param since when the copy was made, or since when it is wanted
 * @param readAt when all of it was last read back; empty where it never was
 * @param finding what was found wrong; empty where nothing was
 */
public record PointCopy(
    String system,
    String point,
    String vault,
    CopyState state,
    long bytes,
    Instant since,
    Optional<Instant> readAt,
    String finding) {

  /** Oldest first: by the last reading, else by age; the names make the order repeatable. */
  static final Comparator<PointCopy> LONGEST_UNREAD =
      Comparator.comparing(PointCopy::unreadSince)
          .thenComparing(PointCopy::point)
          .thenComparing(PointCopy::vault);

  /**
   * The same copy without times from the future, which a clock that was ahead has left: they would
   * keep anybody from reading it until then.
   */
  public PointCopy believedAt(Instant now) {
    return new PointCopy(
        system,
        point,
        vault,
        state,
        bytes,
        since.isAfter(now) ? Instant.EPOCH : since,
        readAt.filter(at -> !at.isAfter(now)),
        finding);
  }

  /** Since when nobody has read it back. */
  public Instant unreadSince() {
    return readAt.orElse(since);
  }

  /** How long nobody has read it back; never negative, should the clock have gone back. */
  public Duration unreadFor(Instant now) {
    Duration age = Duration.between(unreadSince(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** The same copy after it was looked at or written. */
  public PointCopy found(CopyState now, Optional<Instant> at, String what) {
    return new PointCopy(system, point, vault, now, bytes, since, at.or(() -> readAt), what);
  }

  /** The same copy, whole since now: it was written and read back. */
  public PointCopy made(Instant at) {
    Instant begun = state == CopyState.BEHIND ? at : since;
    return new PointCopy(system, point, vault, CopyState.GOOD, bytes, begun, Optional.of(at), "");
  }
}
