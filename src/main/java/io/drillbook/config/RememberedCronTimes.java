package io.drillbook.config;

import io.drillbook.spi.schedule.CronTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Due times that are computed once and hold until they have come. The board tells those of hundreds
 * of plans each time that somebody looks at it.
 */
public final class RememberedCronTimes implements CronTimes {
  /** Rules of plans that are gone are forgotten with all others. */
  private static final int MOST = 10_000;

  private final CronTimes times;
  private final Map<Rule, Due> known = new ConcurrentHashMap<>();

  /** Remembers what these compute. */
  public RememberedCronTimes(CronTimes times) {
    this.times = times;
  }

  private record Rule(String cron, ZoneId zone) {}

  /** Between the two instants nothing is due. */
  private record Due(Instant after, Optional<Instant> next) {
    private boolean answers(Instant asked) {
      return !asked.isBefore(after) && next.map(asked::isBefore).orElse(true);
    }
  }

  @Override
  public Optional<Instant> next(String cron, ZoneId zone, Instant after) {
    Rule rule = new Rule(cron, zone);
    Due due = known.get(rule);
    if (due == null || !due.answers(after)) {
      due = new Due(after, times.next(cron, zone, after));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(rule, due);
    }
    return due.next();
  }
}
