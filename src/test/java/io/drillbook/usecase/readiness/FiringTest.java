package io.drillbook.usecase.readiness;

import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.usecase.CopiesInMemory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;

/** What the tests of due times share: hourly schedules over a ledger in memory. */
abstract class FiringTest {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final ScheduledWork BACKUP =
      new ScheduledWork("shop", "backup", "0 * * * *", ZoneOffset.UTC);
  static final ScheduledWork DRILL =
      new ScheduledWork("shop", "drill:weekly", "0 * * * *", ZoneOffset.UTC);
  static final ScheduledWork CHECK =
      new ScheduledWork("shop", "check", "0 * * * *", ZoneOffset.UTC);
  static final CronTimes HOURLY =
      (cron, zone, after) ->
          Optional.of(Instant.ofEpochSecond((after.getEpochSecond() / 3600 + 1) * 3600));

  final DueTimesInMemory ledger = new DueTimesInMemory();
  final CopiesInMemory copies = new CopiesInMemory();
  final RunsOfOneKind runs = new RunsOfOneKind();
  final LinesOfOneRun lines = new LinesOfOneRun();

  FireSchedule at(Instant now) {
    return new FireSchedule(ledger, runs, lines, HOURLY, clock(now), new Random(1));
  }

  static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }
}
