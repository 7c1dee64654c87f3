package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.CatalogStore;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks, before home is cleared, whether the point that is carried there holds all of the system: a
 * restore that must fail would leave users without either side.
 */
public final class RequireWholePoint {
  private final CatalogStore catalog;

  /** Asks this catalog. */
  public RequireWholePoint(CatalogStore catalog) {
    this.catalog = catalog;
  }

  /**
   * Looks.
   *
   * @throws Fault NOT_ALLOWED where the point lacks a source of the plan
   */
  public void check(ProtectionPlan plan, String point) {
    Set<String> lacking = new TreeSet<>(plan.sources().keySet());
    lacking.removeAll(
        catalog
            .find(plan.system(), point)
            .map(CatalogPoint::dataTimes)
            .map(times -> times.keySet())
            .orElse(Set.of()));
    if (!lacking.isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to go home with a recovery point that lacks sources: '" + lacking + "'",
          "Point "
              + point
              + " was taken of the standby. Nothing was renamed at home; see to it that every source"
              + " can be captured there, then start another fail-back.");
    }
  }
}
