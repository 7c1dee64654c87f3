package io.drillbook.usecase.catalog;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.retention.RecallHolds;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the catalog anew from what lies in the vaults, on a server that lost its database or never
 * had one. What is found signed and whole is taken in as sealed; that it was once verified or
 * proven is not claimed again; holds are learnt from the vaults. No recovery point in a vault is
 * touched. May be called at any time and again.
 */
public final class RebuildCatalog {
  private final CheckCatalog check;
  private final Plans plans;
  private final RecallHolds holds;
  private final Clock clock;

  /** Takes what it works with. */
  public RebuildCatalog(CheckCatalog check, Plans plans, RecallHolds holds, Clock clock) {
    this.check = check;
    this.plans = plans;
    this.holds = holds;
    this.clock = clock;
  }

  /** Rebuilds, and reports what was found: lines say how it was before. */
  public CatalogReport rebuild() {
    Comparison comparison = check.compare();
    CatalogReport report = CheckCatalog.report(comparison);
    oldestFirst(comparison).forEach(point -> point.apply(clock.instant()));
    Map<String, String> unread = new TreeMap<>(report.unread());
    for (ProtectionPlan plan : plans.all()) {
      try {
        holds.recall(plan);
      } catch (Fault e) {
        unread.put("holds of " + plan.system(), e.getMessage());
      }
    }
    return new CatalogReport(report.lines(), unread);
  }

  /**
   * The catalog counts points as they come, and retention takes a higher count for a newer point:
   * their names, which tell seconds only, would put two points of one second in any order.
   */
  private static List<PointComparison> oldestFirst(Comparison comparison) {
    List<PointComparison> points = new ArrayList<>(comparison.points());
    points.sort(Comparator.comparing(PointComparison::startedAt));
    return points;
  }
}
