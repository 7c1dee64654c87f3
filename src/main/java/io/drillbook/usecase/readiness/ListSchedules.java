package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schedules of the plans, and the ledger of what became of their due times. */
public final class ListSchedules {
  private static final int ROWS = 50;

  private final Plans plans;
  private final ScheduleStore ledger;
  private final CronTimes times;
  private final Clock clock;

  /** A use case over these ports. */
  public ListSchedules(Plans plans, ScheduleStore ledger, CronTimes times, Clock clock) {
    this.plans = plans;
    this.ledger = ledger;
    this.times = times;
    this.clock = clock;
  }

  /**
   * A schedule.
   *
   * @param next when it is due next by its plan
   * @param rows the newest of its ledger, newest first
   */
  public record Line(ScheduledWork work, Optional<Instant> next, List<DueTime> rows) {}

  /**
   * Every schedule, of one system where one is named.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where there is no such system
   */
  public List<Line> list(Optional<String> system) {
    return works(system).stream().map(this::line).toList();
  }

  /**
   * What is scheduled, in the order of the plans; of one system where one is named. Asks no store.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where there is no such system
   */
  public List<ScheduledWork> works(Optional<String> system) {
    List<ProtectionPlan> wanted =
        system.map(name -> List.of(plans.plan(name))).orElseGet(plans::all);
    return wanted.stream().flatMap(plan -> ScheduledWork.of(plan).stream()).toList();
  }

  /** One schedule with its next due time and the newest of its ledger. */
  public Line line(ScheduledWork work) {
    return new Line(
        work,
        times.next(work.cron(), work.zone(), clock.instant()),
        ledger.newestOf(work.system(), work.schedule(), ROWS));
  }
}
