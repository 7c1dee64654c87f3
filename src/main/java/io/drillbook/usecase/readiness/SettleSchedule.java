package io.drillbook.usecase.readiness;

import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Clock;
import java.time.Instant;

/**
 * Puts right what a clock that was ahead has left behind. To be called whenever a timer is set:
 * once the clock comes to where it was before, what it wrote then looks true, so that due times
 * would be skipped that nobody dealt with, and copies trusted that nobody has read since.
 */
public final class SettleSchedule {
  private final ScheduleStore ledger;
  private final CopyStore copies;
  private final Clock clock;

  /** A use case over these stores. */
  public SettleSchedule(ScheduleStore ledger, CopyStore copies, Clock clock) {
    this.ledger = ledger;
    this.copies = copies;
    this.clock = clock;
  }

  /**
   * Settles it. Changes nothing where the clock was always right.
   *
   * @param inForceSince the instant from which the schedule counted until now
   * @return the instant from which it counts
   */
  public Instant settle(ScheduledWork work, Instant inForceSince) {
    Instant now = clock.instant();
    boolean wasAhead = ledger.doubt(work.system(), work.schedule(), now);
    copies.doubt(work.system(), now);
    return wasAhead || inForceSince.isAfter(now)
        ? ledger.newestDue(work.system(), work.schedule(), now).orElse(now)
        : inForceSince;
  }
}
