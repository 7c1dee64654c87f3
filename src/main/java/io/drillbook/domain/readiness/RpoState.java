package io.drillbook.domain.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much of one source would be lost if it were destroyed now.
 *
 * @param point the usable recovery point with the newest data of the source; empty where there is
 *     none, then everything would be lost
 * @param dataTime the instant whose data that point holds
 * @param rpo the loss allowed
 * @param used now minus data time; empty where there is no point
 */
public record RpoState(
    String source,
    Optional<String> point,
    Optional<Instant> dataTime,
    Duration rpo,
    Optional<Duration> used) {

  /** The state of every source of a plan, in the order of the plan. */
  public static List<RpoState> of(ProtectionPlan plan, List<CatalogPoint> points, Instant now) {
    return plan.sources().keySet().stream()
        .map(source -> of(source, plan.rpoOf(source), points, now))
        .toList();
  }

  /** The state of one source. */
  public static RpoState of(String source, Duration rpo, List<CatalogPoint> points, Instant now) {
    Optional<CatalogPoint> newest =
        points.stream()
            .filter(point -> point.usable() && point.dataTimes().containsKey(source))
            .max(Comparator.comparing((CatalogPoint point) -> point.dataTimes().get(source)));
    Optional<Instant> dataTime = newest.map(point -> point.dataTimes().get(source));
    return new RpoState(
        source,
        newest.map(CatalogPoint::point),
        dataTime,
        rpo,
        dataTime.map(held -> held.isAfter(now) ? Duration.ZERO : Duration.between(held, now)));
  }

  /** What is left of the RPO, negative where it is breached; empty where there is no point. */
  public Optional<Duration> left() {
    return used.map(rpo::minus);
  }

  /** Whether more would be lost than is allowed. */
  public boolean breached() {
    return left().map(Duration::isNegative).orElse(true);
  }
}
