package io.drillbook.usecase.readiness;

import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.store.ScheduleStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;

/**
 * Puts right what a clock that was wrong has left behind. To be called whenever a timer is set or
 * fires: once the clock comes to where it was before, what it wrote then looks true, so that due
 * times would be skipped that nobody dealt with, and copies trusted that nobody has read since.
 */
public final class SettleSchedule {
  /**
   * No server of Drillbook ran before this day: a clock that says so is dead, and to it every
   * honest row would look as if a clock had written it that was ahead.
   */
  public static final Instant FIRST_DAY = Instant.parse("2026-10-01T00:00:00Z");

  private static final Logger LOG = System.getLogger(SettleSchedule.class.getName());

  private final ScheduleStore ledger;
  private final CopyStore copies;
  private final Clock clock;
  private final Instant notBefore;

  /**
   * A use case over these stores.
   *
   * @param notBefore a clock that says less is not believed
   */
  public SettleSchedule(ScheduleStore ledger, CopyStore copies, Clock clock, Instant notBefore) {
    this.ledger = ledger;
    this.copies = copies;
    this.clock = clock;
    this.notBefore = notBefore;
  }

  /**
   * Settles it. Changes nothing where the clock was always right, or where it cannot be right now.
   *
   * @param inForceSince the instant from which the schedule counted until now
   * @return the instant from which it counts
   */
  public Instant settle(ScheduledWork work, Instant inForceSince) {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      warn(work, now);
      return inForceSince;
    }
    boolean wasAhead = ledger.doubt(work.system(), work.schedule(), now);
    copies.doubt(work.system(), now);
    // Counting from where a dead clock was would call years of due times missed.
    boolean wasDead = inForceSince.isBefore(notBefore);
    return wasAhead || wasDead || inForceSince.isAfter(now)
        ? ledger
            .newestDue(work.system(), work.schedule(), now)
            .filter(due -> !due.isBefore(notBefore))
            .orElse(now)
        : inForceSince;
  }

  private static void warn(ScheduledWork work, Instant now) {
    LOG.log(
        Level.WARNING,
        "unable to believe this server''s clock: ''{0}'' (the schedule ''{1}'' of ''{2}'' follows it"
            + " all the same) HINT: Set the clock, such as by NTP; nothing is put right before that.",
        now,
        work.schedule(),
        work.system());
  }
}
