package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.SystemStatus.SourceStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Shows how well each system is protected. */
public final class ShowStatus {
  private static final int LOOKED_AT = 50;

  private final Plans plans;
  private final CatalogStore catalog;
  private final SafeUntil safe;
  private final RunStore runs;
  private final CronTimes times;
  private final ProbeVaults vaults;
  private final ListCopies copies;
  private final OwedStore owed;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowStatus(
      Plans plans,
      CatalogStore catalog,
      SafeUntil safe,
      RunStore runs,
      CronTimes times,
      ProbeVaults vaults,
      ListCopies copies,
      OwedStore owed,
      Clock clock) {
    this.plans = plans;
    this.catalog = catalog;
    this.safe = safe;
    this.runs = runs;
    this.times = times;
    this.vaults = vaults;
    this.copies = copies;
    this.owed = owed;
    this.clock = clock;
  }

  /** The names of every protected system, in their order. */
  public List<String> systems() {
    return plans.all().stream().map(ProtectionPlan::system).sorted().toList();
  }

  /** One system; empty where its plan was taken away. */
  public Optional<SystemStatus> find(String system) {
    return plans.all().stream()
        .filter(plan -> plan.system().equals(system))
        .findFirst()
        .map(this::status);
  }

  /**
   * One system.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects it
   */
  public SystemStatus of(String system) {
    return status(plans.plan(system));
  }

  /**
   * One system, from what was read of it already.
   *
   * @param points all of them, newest first
   * @param listed their copies
   */
  public SystemStatus of(String system, List<CatalogPoint> points, List<PointCopy> listed) {
    return status(plans.plan(system), points, listed);
  }

  /** Every copy of these recovery points, of the oldest point first; all points of the system. */
  public List<PointCopy> copies(String system, List<CatalogPoint> points) {
    return copies.of(plans.plan(system), points);
  }

  /** Plan files that are broken now. */
  public List<String> problems() {
    return plans.problems();
  }

  private SystemStatus status(ProtectionPlan plan) {
    List<CatalogPoint> points = catalog.points(plan.system());
    return status(plan, points, copies.of(plan, points));
  }

  private SystemStatus status(
      ProtectionPlan plan, List<CatalogPoint> points, List<PointCopy> listed) {
    Instant now = clock.instant();
    List<CatalogPoint> usable = points.stream().filter(CatalogPoint::usable).toList();
    Optional<String> system = Optional.of(plan.system());
    return new SystemStatus(
        plan.system(),
        plan.owner(),
        plan.zone(),
        plan.objectives().rto(),
        usable.stream().findFirst(),
        usable.stream().filter(point -> point.state() == PointState.PROVEN).findFirst(),
        plan.sources().keySet().stream().map(source -> source(plan, source, usable, now)).toList(),
        forecast(system),
        runs.list(system, Optional.of(RunKind.INCIDENT), true, LOOKED_AT),
        nextDue(plan, now),
        vaults.latest().stream().filter(vault -> uses(plan, vault.vault())).toList(),
        copies.lags(plan, listed),
        owed.open().stream().filter(it -> it.system().equals(plan.system())).toList());
  }

  private SourceStatus source(
      ProtectionPlan plan, String source, List<CatalogPoint> usable, Instant now) {
    Duration rpo = plan.rpoOf(source);
    Optional<Instant> dataTime = safe.of(plan.system(), source, usable);
    Optional<Duration> used = dataTime.map(at -> Duration.between(at, now));
    return new SourceStatus(source, rpo, dataTime, used, used.map(rpo::minus));
  }

  private Optional<Duration> forecast(Optional<String> system) {
    return Stream.of(RunKind.DRILL, RunKind.INCIDENT)
        .flatMap(kind -> runs.list(system, Optional.of(kind), false, LOOKED_AT).stream())
        .filter(run -> run.verdict().map(ShowStatus::recovered).orElse(false))
        .max(Comparator.comparing(Run::startedAt))
        .flatMap(run -> run.endedAt().map(end -> Duration.between(run.startedAt(), end)));
  }

  private static boolean uses(ProtectionPlan plan, String vault) {
    return plan.backup().vaults().contains(vault) || plan.backup().cold().contains(vault);
  }

  private static boolean recovered(Verdict verdict) {
    return verdict.isGood() || verdict == Verdict.OBJECTIVE_MISSED;
  }

  private Map<String, Instant> nextDue(ProtectionPlan plan, Instant now) {
    Map<String, Instant> next = new TreeMap<>();
    for (ScheduledWork work : ScheduledWork.of(plan)) {
      times.next(work.cron(), work.zone(), now).ifPresent(due -> next.put(work.schedule(), due));
    }
    return next;
  }
}
