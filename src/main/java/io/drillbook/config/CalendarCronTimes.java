package io.drillbook.config;

import io.drillbook.spi.schedule.CronTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Due times by {@link CronSchedule}. */
public final class CalendarCronTimes implements CronTimes {
  @Override
  public Optional<Instant> next(String cron, ZoneId zone, Instant after) {
    return CronSchedule.of(cron, zone).next(after);
  }
}
