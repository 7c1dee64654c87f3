package io.drillbook.usecase.retention;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Leaving;
import io.drillbook.domain.retention.RetainedPoint;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.store.RunStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers from the stores what the expiry of each point depends on. */
final class PointFacts {
  private final CatalogStore catalog;
  private final RetentionStore retention;
  private final RunStore runs;

  PointFacts(CatalogStore catalog, RetentionStore retention, RunStore runs) {
    this.catalog = catalog;
    this.retention = retention;
    this.runs = runs;
  }

  /** Every point of the system. */
  List<CatalogPoint> points(ProtectionPlan plan) {
    return catalog.points(plan.system());
  }

  List<RetainedPoint> of(ProtectionPlan plan, List<CatalogPoint> points, Instant now) {
    String system = plan.system();
    // A point whose run is forgotten, as after a rebuild of the catalog, is as good as any.
    Set<String> byPeople = runs.startedByPeople(system);
    Map<String, Long> sequence = retention.sequence(system);
    Map<String, Leaving> leaving =
        retention.leaving(system).stream()
            .collect(Collectors.toMap(Leaving::point, Function.identity()));
    Map<String, List<Hold>> holds =
        retention.holds(system).stream()
            .filter(hold -> hold.isActive(now))
            .collect(Collectors.groupingBy(Hold::point));
    return points.stream()
        .map(
            it ->
                new RetainedPoint(
                    it,
                    sequence.getOrDefault(it.point(), 0L),
                    !byPeople.contains(it.runId()),
                    holds.getOrDefault(it.point(), List.of()),
                    Optional.empty(),
                    Optional.ofNullable(leaving.get(it.point()))))
        .toList();
  }
}
