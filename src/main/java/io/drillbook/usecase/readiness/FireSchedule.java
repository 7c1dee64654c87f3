package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.point.PointIds;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.schedule.MisfireRule;
import io.drillbook.domain.schedule.MisfireRule.Decision;
import io.drillbook.domain.schedule.MisfireRule.Due;
import io.drillbook.domain.schedule.MisfireRule.Unlisted;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Deals with a schedule whose time has come: writes every due time into the ledger and says what to
 * start. Runs in the caller's transaction, so that ledger, run and next timer come together or not
 * at all.
 */
public final class FireSchedule {
  private static final int LOOKED_AT = 100;

  private final ScheduleStore ledger;
  private final RunStore runs;
  private final RecordStore record;
  private final CronTimes times;
  private final Clock clock;
  private final RandomGenerator random;
  private final Predicate<ScheduledWork> held;

  /** Fires schedules against a ledger; nothing but runs of their own kind is in their way. */
  public FireSchedule(
      ScheduleStore ledger,
      RunStore runs,
      RecordStore record,
      CronTimes times,
      Clock clock,
      RandomGenerator random) {
    this(ledger, runs, record, times, clock, random, work -> false);
  }

  /**
   * Fires schedules against a ledger.
   *
   * @param held whether another run has what the work needs, such as its target: it is then in the
   *     way like an earlier run of the schedule
   */
  public FireSchedule(
      ScheduleStore ledger,
      RunStore runs,
      RecordStore record,
      CronTimes times,
      Clock clock,
      RandomGenerator random,
      Predicate<ScheduledWork> held) {
    this.held = held;
    this.ledger = ledger;
    this.runs = runs;
    this.record = record;
    this.times = times;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A run to start.
   *
   * @param kind backup or drill
   * @param drill the drill's name in the plan; empty for a backup
   * @param runId the new run's id
   */
  public record Start(RunKind kind, Optional<String> drill, String runId, DueTime due) {}

  /**
   * What was written, and what to do.
   *
   * @param rows the new rows of the ledger, the newest due time last; empty where nothing was due
   *     or somebody else dealt with it
   * @param start the run to start, if any
   * @param unlisted missed due times that got no row
   * @param waiting how many missed due times are left to be made good one after another
   * @param goesOn whether this belongs to a stretch that an earlier firing began to make good
   */
  public record Firing(
      List<DueTime> rows,
      Optional<Start> start,
      Optional<Unlisted> unlisted,
      int waiting,
      boolean goesOn) {}

  /** Whether a due time that has come must wait for the run before it. */
  public boolean mustWait(ScheduledWork work, Instant due) {
    return work.catchUp() == CatchUp.ALL && !due.isAfter(clock.instant()) && isOpen(work);
  }

  /**
   * When something last happened to a schedule that makes good all it missed, one after another:
   * its due times are dealt with long after they came, and only the ends of its runs tell that it
   * lives.
   *
   * @return empty where nothing is known
   */
  Optional<Instant> lastMoved(ScheduledWork work) {
    Instant now = clock.instant();
    return Stream.concat(
            ledger.newestOf(work.system(), work.schedule(), 1).stream().map(DueTime::firedAt),
            runs.lastEnded(work.system(), work.kind()).flatMap(Run::endedAt).stream())
        // A clock that was ahead when it wrote this must not silence the alarm.
        .filter(at -> !at.isAfter(now))
        .max(Instant::compareTo);
  }

  private boolean isOpen(ScheduledWork work) {
    return held.test(work)
        || runs.list(Optional.of(work.system()), Optional.of(work.kind()), true, LOOKED_AT).stream()
            .anyMatch(run -> !waitsForSomebody(run));
  }

  /**
   * Fires a schedule.
   *
   * @param inForceSince the instant from which the schedule counts, see {@link NextDue}
   */
  public Firing fire(ScheduledWork work, Instant inForceSince) {
    Instant now = clock.instant();
    Decision decision =
        MisfireRule.decide(
            work.catchUp(),
            NextDue.countedFrom(ledger, work, inForceSince, now),
            now,
            after -> times.next(work.cron(), work.zone(), after),
            isOpen(work));
    boolean goesOn = work.catchUp() == CatchUp.ALL && isBehind(work, decision);
    List<DueTime> rows = new ArrayList<>();
    for (Due due : decision.dues()) {
      DueTime row = row(work, due, now);
      if (ledger.add(row)) {
        rows.add(row);
      }
    }
    return new Firing(
        List.copyOf(rows), start(work, rows), decision.unlisted(), decision.waiting(), goesOn);
  }

  /** The one before was dealt with when this was due already: both are of one stretch. */
  private boolean isBehind(ScheduledWork work, Decision decision) {
    return decision.dues().stream()
        .findFirst()
        .flatMap(
            first ->
                ledger.newestOf(work.system(), work.schedule(), 1).stream()
                    .findFirst()
                    .filter(before -> before.outcome() == DueOutcome.MISSED)
                    .filter(before -> before.firedAt().isAfter(first.dueAt())))
        .isPresent();
  }

  /**
   * Damage that nobody has looked into yet must not stop the reading of everything else: a check
   * that only waits for a person is not in the way of the next one.
   */
  private boolean waitsForSomebody(Run run) {
    if (run.kind() != RunKind.CHECK) {
      return false;
    }
    long tasks = 0;
    for (RecordEntry line : record.entries(run.id())) {
      EntryKind kind = line.entry().kind();
      tasks += kind == EntryKind.TASK_OPENED ? 1 : 0;
      tasks -= kind == EntryKind.TASK_COMPLETED ? 1 : 0;
    }
    return tasks > 0;
  }

  private DueTime row(ScheduledWork work, Due due, Instant now) {
    Optional<String> runId =
        due.starts()
            ? Optional.of(work.kind().id() + "-" + PointIds.next(now, random))
            : Optional.empty();
    return new DueTime(work.system(), work.schedule(), due.dueAt(), now, due.outcome(), runId);
  }

  private static Optional<Start> start(ScheduledWork work, List<DueTime> rows) {
    return rows.stream()
        .filter(row -> row.runId().isPresent())
        .findFirst()
        .map(row -> new Start(work.kind(), work.drill(), row.runId().orElseThrow(), row));
  }
}
