package io.drillbook.usecase.readiness;

import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** When a schedule comes due next. An instant in the past means that it is overdue. */
public final class NextDue {
  private final ScheduleStore ledger;
  private final CronTimes times;
  private final Clock clock;

  /** Due times after those of the ledger. */
  public NextDue(ScheduleStore ledger, CronTimes times, Clock clock) {
    this.ledger = ledger;
    this.times = times;
    this.clock = clock;
  }

  /** The first due time after the newest one of the ledger; after now where there is none. */
  public Optional<Instant> of(ScheduledWork work) {
    Instant now = clock.instant();
    Instant counted = ledger.newestDue(work.system(), work.schedule(), now).orElse(now);
    return times.next(work.cron(), work.zone(), counted);
  }

  /**
   * The first due time that counts for a schedule that is in force since an instant: due times of
   * before, which a changed schedule would have had, were never promised and are not missed.
   */
  public Optional<Instant> of(ScheduledWork work, Instant inForceSince) {
    Instant from = countedFrom(ledger, work, inForceSince, clock.instant());
    return times.next(work.cron(), work.zone(), from);
  }

  /** A clock that was ahead for a while must not silence the schedule until then. */
  static Instant countedFrom(
      ScheduleStore ledger, ScheduledWork work, Instant inForceSince, Instant now) {
    Optional<Instant> newest = ledger.newestDue(work.system(), work.schedule(), now);
    return inForceSince.isAfter(now)
        ? newest.orElse(now)
        : newest.filter(due -> due.isAfter(inForceSince)).orElse(inForceSince);
  }
}
