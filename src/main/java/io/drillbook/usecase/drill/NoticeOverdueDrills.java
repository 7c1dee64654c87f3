package io.drillbook.usecase.drill;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.RunStore;
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
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Notices a drill of a plan that was not passed within its own period: by whatever cause, nobody
 * knows any more whether the system can be recovered in that scenario.
 */
public final class NoticeOverdueDrills {
  private static final Duration MOST_GRACE = Duration.ofDays(1);
  private static final int LOOKED_AT = 500;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm zzz", Locale.ENGLISH);

  private final Plans plans;
  private final RunStore runs;
  private final ScheduleWatchStore memory;
  private final CronTimes times;
  private final NotifyPeople people;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these ports. */
  public NoticeOverdueDrills(
      Plans plans,
      RunStore runs,
      ScheduleWatchStore memory,
      CronTimes times,
      NotifyPeople people,
      UnitOfWork atOnce,
      Clock clock) {
    this.plans = plans;
    this.runs = runs;
    this.memory = memory;
    this.times = times;
    this.people = people;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /** A drill that is overdue, and since when. */
  public record Overdue(String system, String drill, Instant since) {}

  /** Looks at every drill of every plan, tells once of each that is overdue, and gives them all. */
  public List<Overdue> look() {
    List<Overdue> overdue = new ArrayList<>();
    atOnce.run(
        () -> {
          for (ProtectionPlan plan : plans.all()) {
            plan.drills().values().forEach(it -> look(plan, it).ifPresent(overdue::add));
          }
        });
    return List.copyOf(overdue);
  }

  private Optional<Overdue> look(ProtectionPlan plan, DrillPlan drill) {
    Instant now = clock.instant();
    String key = "overdue:" + drill.name();
    String rule = drill.schedule() + " " + plan.zone() + " " + drill.scenario().id();
    Optional<Seen> before =
        memory
            .seen(plan.system(), key)
            .filter(seen -> seen.rule().equals(rule) && !seen.since().isAfter(now));
    Seen seen = before.orElseGet(() -> new Seen(plan.system(), key, rule, now, Optional.empty()));
    if (before.isEmpty()) {
      memory.save(seen);
    }
    Optional<Instant> passed = passed(plan, drill, now);
    Instant from = passed.filter(it -> it.isAfter(seen.since())).orElse(seen.since());
    Optional<Instant> deadline =
        times
            .next(drill.schedule(), plan.zone(), from)
            .flatMap(
                due ->
                    times
                        .next(drill.schedule(), plan.zone(), due)
                        .map(next -> due.plus(grace(Duration.between(due, next)))));
    Optional<Overdue> overdue =
        deadline.filter(now::isAfter).map(since -> new Overdue(plan.system(), drill.name(), since));
    overdue
        .filter(it -> !seen.toldOf().equals(deadline))
        .ifPresent(
            it -> {
              people.run(plan, notice(plan, drill, passed), About.event("drill-overdue"));
              memory.save(new Seen(seen.system(), key, rule, seen.since(), deadline));
            });
    return overdue;
  }

  private static Duration grace(Duration period) {
    return period.compareTo(MOST_GRACE) < 0 ? period : MOST_GRACE;
  }

  /**
   * When the last drill of that scenario began that was passed. One of a clock that was a year
   * ahead would else silence the alarm until then.
   */
  private Optional<Instant> passed(ProtectionPlan plan, DrillPlan drill, Instant now) {
    return runs
        .list(Optional.of(plan.system()), Optional.of(RunKind.DRILL), false, LOOKED_AT)
        .stream()
        .filter(run -> run.scenario().filter(drill.scenario()::equals).isPresent())
        .filter(run -> run.verdict().filter(Verdict.SUCCEEDED::equals).isPresent())
        .map(Run::startedAt)
        .filter(it -> !it.isAfter(now))
        .max(Instant::compareTo);
  }

  private static Notice notice(ProtectionPlan plan, DrillPlan drill, Optional<Instant> passed) {
    return new Notice(
        Set.of(Audience.OWNER, Audience.MANAGERS, Audience.ONCALL),
        plan.system() + ": the drill '" + drill.name() + "' is OVERDUE",
        """
        The drill '%s' of %s (%s) was not passed within its own period (%s).
        Last passed: %s

        Whether it did not run, failed, or stands still: nobody knows today whether %s can be
        recovered in this scenario.

            drillbook drill %s --scenario %s
            drillbook schedules %s
        """
            .formatted(
                drill.name(),
                plan.system(),
                drill.scenario().id(),
                drill.schedule(),
                passed.map(it -> DAY.format(it.atZone(plan.zone()))).orElse("never"),
                plan.system(),
                plan.system(),
                drill.scenario().id(),
                plan.system()));
  }
}
