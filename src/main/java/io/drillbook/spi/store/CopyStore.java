package io.drillbook.spi.store;

import io.drillbook.domain.point.PointCopy;
import java.time.Instant;
import java.util.List;

/**
 * What was found out about copies of recovery points, vault by vault. Joins the caller's
 * transaction. A copy that nobody has looked at has no row; {@link
 * io.drillbook.domain.point.Copies} says what it is.
 */
public interface CopyStore {
  /**
   * Keeps what is known of a copy now; replaces what was known before. Nothing happens where the
   * catalog does not know the point: retention may have removed it meanwhile.
   */
  void save(PointCopy copy);

  /**
   * Forgets when copies were read, or are there since, where that is after an instant, which is
   * now: a clock wrote it that was ahead. They count as unread since ever.
   */
  void doubt(String system, Instant now);

  /** What is known of a system's copies, by point and vault. */
  List<PointCopy> of(String system);
}
