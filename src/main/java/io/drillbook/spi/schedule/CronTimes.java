package io.drillbook.spi.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Computes due times of a plan's schedules; safe for several threads. */
public interface CronTimes {
  /**
   * The first due time strictly after an instant. A local time that the spring change leaves out is
   * due once, right after the gap; in autumn a fixed time is due once, and a schedule for every
   * hour every real hour.
   *
   * @param cron five fields, already checked with the plan
   * @param zone the plan's zone
   * @return empty where the schedule never comes due again
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where the text is no schedule
   */
  Optional<Instant> next(String cron, ZoneId zone, Instant after);
}
