package io.drillbook.usecase.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Copies;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.domain.retention.Leaving;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.store.RetentionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the copies of a system's recovery points, vault by vault. */
public final class ListCopies {
  private final CatalogStore catalog;
  private final CopyStore copies;
  private final RetentionStore retention;
  private final Clock clock;

  /** A use case over these stores. */
  public ListCopies(CatalogStore catalog, CopyStore copies, RetentionStore retention, Clock clock) {
    this.catalog = catalog;
    this.copies = copies;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Every copy there is or should be, of the oldest point first. A point that retention is removing
   * has none: what is gone of it is not missing.
   */
  public List<PointCopy> of(ProtectionPlan plan) {
    return of(plan, catalog.points(plan.system()));
  }

  /** The same of points that were read already: all of the system. */
  public List<PointCopy> of(ProtectionPlan plan, List<CatalogPoint> points) {
    Set<String> leaving = leaving(plan.system());
    Instant now = clock.instant();
    return Copies.of(plan, points, copies.of(plan.system())).stream()
        .filter(copy -> !leaving.contains(copy.point()))
        .map(copy -> copy.believedAt(now))
        .toList();
  }

  /** Whether the catalog knows the point and nobody is removing it. */
  boolean stands(String system, String point) {
    return catalog.find(system, point).isPresent() && !leaving(system).contains(point);
  }

  private Set<String> leaving(String system) {
    return retention.leaving(system).stream().map(Leaving::point).collect(Collectors.toSet());
  }

  /** How each vault of the plan stands now. */
  public List<VaultLag> lags(ProtectionPlan plan) {
    return lags(plan, of(plan));
  }

  /** The same of copies that were listed already. */
  public List<VaultLag> lags(ProtectionPlan plan, List<PointCopy> listed) {
    List<String> vaults = new ArrayList<>(plan.backup().vaults());
    vaults.addAll(plan.backup().cold());
    return VaultLag.of(vaults, listed, clock.instant());
  }
}
