package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.spi.store.CatalogStore;
import java.util.Optional;
import java.util.Set;

/** Lets a backup go on without a source that could not be captured and that is not required. */
public final class GoOnWithout {
  /** Troubles that say nothing about the source: the step was taken away, or must not be done. */
  private static final Set<FaultCode> NOT_ITS_OWN =
      Set.of(FaultCode.CANCELLED, FaultCode.NOT_ALLOWED, FaultCode.PAUSE_ENDED);

  private final CatalogStore catalog;

  /** A use case over this catalog. */
  public GoOnWithout(CatalogStore catalog) {
    this.catalog = catalog;
  }

  /**
   * Notes that the point will not hold the source; may be called again.
   *
   * @return what was noted; empty where the backup must not go on
   */
  public Optional<MissingSource> note(
      ProtectionPlan plan, String source, String point, Fault fault) {
    SourcePlan one = plan.source(source);
    if (one.capture().required() || NOT_ITS_OWN.contains(fault.code())) {
      return Optional.empty();
    }
    MissingSource missing = new MissingSource(source, one.kind(), fault.getMessage());
    catalog.saveMissing(plan.system(), point, missing);
    return Optional.of(missing);
  }
}
