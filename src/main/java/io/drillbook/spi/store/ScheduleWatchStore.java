package io.drillbook.spi.store;

import java.time.Instant;
import java.util.Optional;

/** What the alarm for silent schedules remembers of each. Joins the caller's transaction. */
public interface ScheduleWatchStore {
  /**
   * A schedule as it was seen.
   *
   * @param rule its times; another rule is another promise
   * @param since from when it counts
   * @param toldOf the due time that its silence was told of
   */
  record Seen(
      String system, String schedule, String rule, Instant since, Optional<Instant> toldOf) {}

  /** What is remembered of a schedule. */
  Optional<Seen> seen(String system, String schedule);

  /** Remembers it. */
  void save(Seen seen);

  /** Writes that the schedules were looked at, which proves that the database can be written. */
  void looked(Instant at);

  /** When that was last written. */
  Optional<Instant> lastLook();
}
