package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.schedule.MisfireRule;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.spi.store.ScheduleWatchStore;
import io.drillbook.spi.store.ScheduleWatchStore.Seen;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notices a schedule of which nothing was heard: a due time has passed, and the ledger holds no row
 * for it. It asks the ledger and the plans only, not the engine: whatever is wrong there (a watch
 * that somebody suspended, a job executor that stands still) shows here.
 */
public final class NoticeSilence {
  /** So long after a due time its row is there, unless something is wrong. */
  public static final Duration GRACE = MisfireRule.LATE_LIMIT.plusMinutes(1);

  private final Plans plans;
  private final ScheduleStore ledger;
  private final ScheduleWatchStore memory;
  private final CronTimes times;
  private final FireSchedule fire;
  private final NotifyPeople people;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these ports. */
  public NoticeSilence(
      Plans plans,
      ScheduleStore ledger,
      ScheduleWatchStore memory,
      CronTimes times,
      FireSchedule fire,
      NotifyPeople people,
      UnitOfWork atOnce,
      Clock clock) {
    this.plans = plans;
    this.ledger = ledger;
    this.memory = memory;
    this.times = times;
    this.fire = fire;
    this.people = people;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /** A schedule, and the due time of which nothing was heard. */
  public record Silent(ScheduledWork work, Instant dueAt) {}

  /**
   * Looks at every schedule, tells once of each that is silent, and gives them all.
   *
   * @param mayTell false just after a start, while the watches still deal with what came due before
   */
  public List<Silent> look(boolean mayTell) {
    List<Silent> silent = new ArrayList<>();
    atOnce.run(
        () -> {
          for (ProtectionPlan plan : plans.all()) {
            for (ScheduledWork work : ScheduledWork.of(plan)) {
              look(plan, work, mayTell).ifPresent(silent::add);
            }
          }
          memory.looked(clock.instant());
        });
    return List.copyOf(silent);
  }

  private Optional<Silent> look(ProtectionPlan plan, ScheduledWork work, boolean mayTell) {
    Instant now = clock.instant();
    String rule = work.cron() + " " + work.zone();
    Optional<Seen> before =
        memory
            .seen(work.system(), work.schedule())
            // A clock that was ahead when it wrote this must not silence the alarm.
            .filter(seen -> seen.rule().equals(rule) && !seen.since().isAfter(now));
    Seen seen =
        before.orElseGet(
            () -> new Seen(work.system(), work.schedule(), rule, now, Optional.empty()));
    if (before.isEmpty()) {
      memory.save(seen);
    }
    Optional<Instant> due = times.next(work.cron(), work.zone(), from(work, seen, now));
    Optional<Silent> silent =
        due.filter(at -> at.plus(GRACE).isBefore(now) && !catchesUp(work, at, now))
            .map(at -> new Silent(work, at));
    silent
        .filter(it -> mayTell && !seen.toldOf().equals(due))
        .ifPresent(
            it -> {
              tell(plan, it);
              memory.save(new Seen(seen.system(), seen.schedule(), seen.rule(), seen.since(), due));
            });
    return silent;
  }

  /**
   * Whether it makes good what it missed, one run after another: it is behind for hours then, but
   * waits for a run, or something happened to it a moment ago.
   */
  private boolean catchesUp(ScheduledWork work, Instant due, Instant now) {
    return work.catchUp() == CatchUp.ALL
        && (fire.mustWait(work, due)
            || fire.lastMoved(work).filter(at -> !at.plus(GRACE).isBefore(now)).isPresent());
  }

  private Instant from(ScheduledWork work, Seen seen, Instant now) {
    return ledger
        .newestDue(work.system(), work.schedule(), now)
        .filter(newest -> newest.isAfter(seen.since()))
        .orElse(seen.since());
  }

  private void tell(ProtectionPlan plan, Silent silent) {
    String what = TellOfMissed.inWords(silent.work().schedule());
    Notice notice =
        new Notice(
            Set.of(Audience.ONCALL, Audience.OWNER),
            plan.system() + ": the schedule of the " + what + " is SILENT",
            """
            The %s of %s was due at %s, and nothing was heard since: it neither ran nor was it missed.
            Nothing is started by this schedule until somebody looks.

            HINT: In Cockpit, look at the instance 'schedule:%s:%s' of 'watch-schedule': is it
            suspended, or has its timer no retries left? Is the job executor alive?

            See:  drillbook schedules %s
            """
                .formatted(
                    what,
                    plan.system(),
                    silent.dueAt().atZone(plan.zone()).toOffsetDateTime(),
                    plan.system(),
                    silent.work().schedule(),
                    plan.system()));
    people.run(plan, notice, About.event("schedule-silent"));
  }
}
