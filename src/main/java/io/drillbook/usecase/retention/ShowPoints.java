package io.drillbook.usecase.retention;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.ExpiryPlan;
import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RetentionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the recovery points of a system, who holds them, and what becomes of them. */
public final class ShowPoints {
  private final Plans plans;
  private final PlanExpiry planExpiry;
  private final RetentionStore retention;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowPoints(Plans plans, PlanExpiry planExpiry, RetentionStore retention, Clock clock) {
    this.plans = plans;
    this.planExpiry = planExpiry;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * One recovery point.
   *
   * @param holds those that veto now
   */
  public record Shown(Judgement judgement, List<Hold> holds) {}

  /**
   * Every point, newest first.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system
   */
  public List<Shown> all(String system) {
    return all(system, points(system));
  }

  /**
   * The points as the catalog knows them, newest first: there may be ten thousand, so whoever shows
   * several things of them reads them once.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system
   */
  public List<CatalogPoint> points(String system) {
    return planExpiry.points(plans.plan(system));
  }

  /** What becomes of points that were read already, newest first. */
  public List<Shown> all(String system, List<CatalogPoint> points) {
    ProtectionPlan plan = plans.plan(system);
    Instant now = clock.instant();
    Map<String, List<Hold>> holds =
        retention.holds(plan.system()).stream()
            .filter(hold -> hold.isActive(now))
            .collect(Collectors.groupingBy(Hold::point));
    return planExpiry.judge(plan, points).stream()
        .map(it -> new Shown(it, holds.getOrDefault(it.point().point(), List.of())))
        .toList();
  }

  /**
   * What an expiry would do now; changes nothing.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID, VAULT_UNREACHABLE
   */
  public ExpiryPlan expiry(String system) {
    return planExpiry.preview(plans.plan(system));
  }
}
