package io.drillbook.usecase.catalog;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import java.util.ArrayList;
import java.util.List;

/** Compares the catalog with what lies in the vaults; changes nothing. */
public final class CheckCatalog {
  private final Plans plans;
  private final CatalogStore catalog;
  private final Vaults vaults;
  private final KeyRing keys;

  /** Takes what it works with. */
  public CheckCatalog(Plans plans, CatalogStore catalog, Vaults vaults, KeyRing keys) {
    this.plans = plans;
    this.catalog = catalog;
    this.vaults = vaults;
    this.keys = keys;
  }

  /** Compares; a vault that does not answer is named in the report, nothing is thrown for it. */
  public CatalogReport check() {
    return report(compare());
  }

  Comparison compare() {
    return new Comparison(plans, catalog, vaults).survey(new SurveyVault(vaults, keys));
  }

  static CatalogReport report(Comparison comparison) {
    List<CatalogLine> lines = new ArrayList<>();
    comparison.points().forEach(point -> lines.addAll(point.lines()));
    lines.addAll(comparison.strangers());
    return new CatalogReport(lines, comparison.unread());
  }
}
