package io.drillbook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.retention.ExpiryPlan;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.check.CheckCopy;
import io.drillbook.usecase.check.CheckLog;
import io.drillbook.usecase.check.CopyReading;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.check.ReadDueCopies;
import io.drillbook.usecase.check.RepairCopies;
import io.drillbook.usecase.check.RepairCopy;
import io.drillbook.usecase.check.RepairedCopy;
import io.drillbook.usecase.readiness.FireSchedule;
import io.drillbook.usecase.readiness.NextDue;
import io.drillbook.usecase.readiness.SettleSchedule;
import io.drillbook.usecase.retention.ExpireRecoveryPoints;
import io.drillbook.usecase.retention.PlanExpiry;
import io.drillbook.usecase.retention.RecallHolds;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the product does by timer: backups, checks and expiry, at the due times of its own clock.
 */
final class Routine implements CheckLog {
  private static final String TOOL = "simulation";

  private record Watch(ScheduledWork work, Instant since, Instant due) {}

  private final World world;
  private final Story story;
  private final Map<String, Watch> watches = new LinkedHashMap<>();

  Routine(World world, Story story) {
    this.world = world;
    this.story = story;
    ScheduledWork.of(world.plan()).forEach(work -> watch(work, world.clocks.instant()));
  }

  /** Timers were set by a clock that is right now: they are set anew, as the product does. */
  void clockWasSetBack() {
    List.copyOf(watches.values()).forEach(watch -> watch(watch.work(), watch.since()));
  }

  private void watch(ScheduledWork work, Instant noted) {
    Instant since = settled(work, noted);
    Instant due =
        new NextDue(world.ledger, world.times, world.clocks).of(work, since).orElseThrow();
    watches.put(work.schedule(), new Watch(work, since, due));
  }

  private Instant settled(ScheduledWork work, Instant noted) {
    return new SettleSchedule(world.ledger, world.copies, world.clocks, SettleSchedule.FIRST_DAY)
        .settle(work, noted);
  }

  /** Does whatever is due now. */
  void work() {
    for (Watch watch : List.copyOf(watches.values())) {
      if (!watch.due().isAfter(world.clocks.instant())) {
        Optional<FireSchedule.Start> start =
            new FireSchedule(
                    world.ledger, world.runs, world.record, world.times, world.clocks, world.random)
                .fire(watch.work(), settled(watch.work(), watch.since()))
                .start();
        start.ifPresent(this::run);
        watch(watch.work(), since(watch.work()));
      }
    }
  }

  /** A watch begun by the one before it goes on counting where the ledger ends. */
  private Instant since(ScheduledWork work) {
    Instant now = world.clocks.instant();
    return world.ledger.newestDue(work.system(), work.schedule(), now).orElse(now);
  }

  private void run(FireSchedule.Start start) {
    switch (start.kind()) {
      case BACKUP -> story.backedUp(world.backUp(start.runId()));
      case CHECK -> check(start.runId(), false);
      case EXPIRY -> expire(start.runId());
      default -> throw new IllegalStateException(start.toString());
    }
  }

  /** Reads copies back and makes damaged ones whole. */
  void check(String runId, boolean all) {
    story.checked();
    Instant now = world.clocks.instant();
    world.runs.start(world.run(runId, RunKind.CHECK, now));
    ProtectionPlan plan = world.plan();
    ListCopies list = new ListCopies(world.catalog, world.copies, world.retention, world.clocks);
    CheckCopy one =
        new CheckCopy(
            world.drivers,
            world.configured(),
            world.ring,
            world.catalog,
            world.copies,
            list,
            world.clocks,
            TOOL);
    RepairCopy repair =
        new RepairCopy(
            world.drivers,
            world.configured(),
            world.ring,
            world.catalog,
            world.copies,
            list,
            world.clocks,
            TOOL);
    new ReadDueCopies(list, one, world.times).read(plan, all, now, this, new Bench.Step());
    new RepairCopies(list, repair, world.catalog).repair(plan, this, new Bench.Step());
    world.runs.end(runId, world.clocks.instant(), Verdict.SUCCEEDED);
  }

  private void expire(String runId) {
    Instant now = world.clocks.instant();
    world.runs.start(world.run(runId, RunKind.EXPIRY, now));
    // Whoever is asked looks at a clock on the wall first.
    boolean approved = world.clocks.ahead().isZero() && world.random.nextInt(5) > 0;
    try {
      expire(approved);
      world.runs.end(runId, now, Verdict.SUCCEEDED);
    } catch (Fault e) {
      story.tally.event("expiry refused");
      world.runs.end(runId, now, Verdict.FAILED);
    }
  }

  /** With the approval of somebody; leaves nothing that may go. */
  void expireAll() {
    expire(true);
    assertThat(planExpiry().plan(world.plan()).expiring()).isEmpty();
  }

  private void expire(boolean approved) {
    PlanExpiry planExpiry = planExpiry();
    ExpiryPlan found = planExpiry.plan(world.plan());
    ExpireRecoveryPoints.Order order =
        new ExpireRecoveryPoints.Order(
            found.expiring().stream().map(it -> it.point().point()).collect(Collectors.toSet()),
            approved);
    new ExpireRecoveryPoints(
            planExpiry, world.catalog, world.retention, world.configured(), world.clocks)
        .expire(world.plan(), order, new Bench.Step(), story);
  }

  private PlanExpiry planExpiry() {
    return new PlanExpiry(
        world.catalog,
        world.retention,
        world.runs,
        world.configured(),
        new RecallHolds(world.configured(), world.ring, world.retention),
        world.times,
        world.clocks);
  }

  @Override
  public void read(CopyReading reading) {
    if (!reading.isGood()) {
      story.found(reading.copy().point(), reading.copy().vault());
    }
  }

  @Override
  public void unread(PointCopy copy, Fault why) {
    // Says nothing about the copy; whether it is read in time is what the promises look at.
  }

  @Override
  public void repaired(RepairedCopy repaired) {
    story.found(repaired.copy().point(), repaired.copy().vault());
    repaired.alsoDamaged().keySet().forEach(v -> story.found(repaired.copy().point(), v));
  }
}
