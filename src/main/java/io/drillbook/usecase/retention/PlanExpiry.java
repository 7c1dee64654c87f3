package io.drillbook.usecase.retention;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.retention.ExpiryGuard;
import io.drillbook.domain.retention.ExpiryPlan;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.domain.retention.RetainedPoint;
import io.drillbook.domain.retention.RetentionRule;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.vault.Vaults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Works out what would expire, what stays, and why; removes nothing. */
public final class PlanExpiry {
  private final RetentionStore retention;
  private final RunStore runs;
  private final CronTimes times;
  private final Clock clock;
  private final RecallHolds holds;
  private final PointFacts facts;
  private final VaultLooks looks;

  /** A use case over these ports. */
  public PlanExpiry(
      CatalogStore catalog,
      RetentionStore retention,
      RunStore runs,
      Vaults vaults,
      RecallHolds holds,
      CronTimes times,
      Clock clock) {
    this.retention = retention;
    this.runs = runs;
    this.times = times;
    this.clock = clock;
    this.holds = holds;
    this.facts = new PointFacts(catalog, retention, runs);
    this.looks = new VaultLooks(vaults, catalog);
  }

  /** Every point of the system with why it stays or goes, newest first; asks no vault. */
  public List<Judgement> judge(ProtectionPlan plan) {
    return judge(plan, points(plan));
  }

  /** The same of points that were read already. */
  List<Judgement> judge(ProtectionPlan plan, List<CatalogPoint> points) {
    Instant now = clock.instant();
    return judge(plan, facts.of(plan, points, now), now);
  }

  /** Every point of the system, newest first. */
  List<CatalogPoint> points(ProtectionPlan plan) {
    return facts.points(plan);
  }

  /**
   * What an expiry would do now, as far as that can be told without writing anything: the clocks of
   * the vaults are not compared.
   *
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE
   */
  public ExpiryPlan preview(ProtectionPlan plan) {
    return plan(plan, Map.of());
  }

  /**
   * What an expiry does now. Holds that only a vault knows are brought home first, and the vaults'
   * clocks are compared with ours.
   *
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE where a vault of the plan does not
   *     answer
   */
  public ExpiryPlan plan(ProtectionPlan plan) {
    holds.recall(plan);
    return plan(plan, looks.clocksAhead(plan));
  }

  private ExpiryPlan plan(ProtectionPlan plan, Map<String, Duration> storeAhead) {
    Instant now = clock.instant();
    List<RetainedPoint> points = facts.of(plan, facts.points(plan), now);
    Set<String> going =
        judge(plan, points, now).stream()
            .filter(it -> !it.keep())
            .map(it -> it.point().point())
            .collect(Collectors.toSet());
    List<RetainedPoint> looked =
        points.stream()
            .map(
                it ->
                    going.contains(it.point().point()) && it.leaving().isEmpty()
                        ? it.lockedUntil(looks.lockedUntil(plan, it.point()))
                        : it)
            .toList();
    List<Judgement> judgements = judge(plan, looked, now);
    ExpiryGuard guard = guard(plan, points, storeAhead, now);
    List<String> refusals = new ArrayList<>(guard.refusals());
    if (judgements.stream().anyMatch(it -> !it.keep())) {
      looks
          .missingAnchors(plan, judgements)
          .forEach(it -> refusals.add("no vault holds a point whole that must stay: " + it));
    }
    return new ExpiryPlan(plan.system(), now, judgements, refusals, guard.questions(judgements));
  }

  private static List<Judgement> judge(
      ProtectionPlan plan, List<RetainedPoint> points, Instant now) {
    return RetentionRule.judge(points, plan.retention(), plan.zone(), now, plan.sources().keySet());
  }

  private ExpiryGuard guard(
      ProtectionPlan plan,
      List<RetainedPoint> points,
      Map<String, Duration> storeAhead,
      Instant now) {
    Optional<Instant> lastLooked = retention.lastLooked(plan.system());
    return new ExpiryGuard(
        now,
        plan.retention(),
        failedBackup(plan.system()),
        freshUntil(plan, points, now),
        new HashMap<>(storeAhead),
        lastLooked,
        lastLooked.flatMap(
            last ->
                plan.retention().schedule().flatMap(cron -> times.next(cron, plan.zone(), last))));
  }

  private Optional<String> failedBackup(String system) {
    return runs.lastEnded(system, RunKind.BACKUP)
        .filter(run -> run.verdict().filter(verdict -> !verdict.isGood()).isPresent())
        .map(Run::id);
  }

  private Optional<Instant> freshUntil(
      ProtectionPlan plan, List<RetainedPoint> points, Instant now) {
    Duration rpo =
        plan.sources().keySet().stream()
            .map(plan::rpoOf)
            .min(Duration::compareTo)
            .orElse(plan.objectives().rpo());
    return points.stream()
        .filter(it -> it.leaving().isEmpty())
        .map(RetainedPoint::point)
        .filter(CatalogPoint::usable)
        .map(CatalogPoint::startedAt)
        .filter(at -> !at.isAfter(now.plus(RetentionRule.SKEW)))
        .max(Instant::compareTo)
        .map(newest -> nextBackup(plan, newest).plus(rpo));
  }

  private Instant nextBackup(ProtectionPlan plan, Instant newest) {
    return plan.backup()
        .schedule()
        .flatMap(cron -> times.next(cron, plan.zone(), newest))
        .orElse(newest);
  }
}
