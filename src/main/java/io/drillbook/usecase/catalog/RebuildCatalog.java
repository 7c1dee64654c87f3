package io.drillbook.usecase.catalog;

import java.time.Clock;

/**
 * Makes the catalog anew from what lies in the vaults, on a server that lost its database or never
 * had one. What is found signed and whole is taken in as sealed; that it was once verified or
 * proven is not claimed again. Changes the catalog only, never a vault; may be called at any time
 * and again.
 */
public final class RebuildCatalog {
  private final CheckCatalog check;
  private final Clock clock;

  /** Takes what it works with. */
  public RebuildCatalog(CheckCatalog check, Clock clock) {
    this.check = check;
    this.clock = clock;
  }

  /** Rebuilds, and reports what was found: lines say how it was before. */
  public CatalogReport rebuild() {
    Comparison comparison = check.compare();
    CatalogReport report = CheckCatalog.report(comparison);
    comparison.points().forEach(point -> point.apply(clock.instant()));
    return report;
  }
}
