package io.drillbook.usecase.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Copies;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CopyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Lists the copies of a system's recovery points, vault by vault. */
public final class ListCopies {
  private final CatalogStore catalog;
  private final CopyStore copies;
  private final Clock clock;

  /** A use case over these stores. */
  public ListCopies(CatalogStore catalog, CopyStore copies, Clock clock) {
    this.catalog = catalog;
    this.copies = copies;
    this.clock = clock;
  }

  /** Every copy there is or should be, of the oldest point first. */
  public List<PointCopy> of(ProtectionPlan plan) {
    return Copies.of(plan, catalog.points(plan.system()), copies.of(plan.system()));
  }

  /** How each vault of the plan stands now. */
  public List<VaultLag> lags(ProtectionPlan plan) {
    List<String> vaults = new ArrayList<>(plan.backup().vaults());
    vaults.addAll(plan.backup().cold());
    return VaultLag.of(vaults, of(plan), clock.instant());
  }
}
