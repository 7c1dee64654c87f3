package io.drillbook.usecase.retention;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import java.util.LinkedHashSet;
import java.util.Set;

/** Where the copies of a system's recovery points may lie. */
final class PointPlaces {
  private PointPlaces() {}

  /** Every vault that the plan writes to, at once or later. */
  static Set<String> ofPlan(ProtectionPlan plan) {
    Set<String> names = new LinkedHashSet<>(plan.backup().vaults());
    names.addAll(plan.backup().cold());
    return names;
  }

  /** Those, and every vault that the catalog names for the point. */
  static Set<String> of(ProtectionPlan plan, CatalogPoint point) {
    Set<String> names = ofPlan(plan);
    names.addAll(point.vaults());
    return names;
  }
}
