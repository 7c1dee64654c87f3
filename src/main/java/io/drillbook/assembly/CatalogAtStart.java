package io.drillbook.assembly;

import io.drillbook.domain.fault.Fault;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.usecase.catalog.CatalogLine;
import io.drillbook.usecase.catalog.CatalogReport;
import io.drillbook.usecase.catalog.WorkOnCatalog;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * A server that knows no recovery point at all is new, or has lost its database: it looks into the
 * vaults by itself. One that knows any is not touched.
 */
final class CatalogAtStart implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogAtStart.class);

  private final Plans plans;
  private final CatalogStore catalog;
  private final WorkOnCatalog work;

  CatalogAtStart(Plans plans, CatalogStore catalog, WorkOnCatalog work) {
    this.plans = plans;
    this.catalog = catalog;
    this.work = work;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent ready) {
    boolean empty = plans.all().stream().allMatch(plan -> catalog.points(plan.system()).isEmpty());
    if (!empty || plans.all().isEmpty()) {
      return;
    }
    try {
      work.start(WorkOnCatalog.Task.REBUILD, "drillbook", CatalogAtStart::tell);
    } catch (Fault e) {
      LOG.info("The catalog is empty; somebody rebuilds it already.");
    }
  }

  private static void tell(WorkOnCatalog.Work done, Optional<RuntimeException> defect) {
    if (defect.isPresent()) {
      LOG.error("Unable to rebuild the empty catalog from the vaults", defect.get());
    } else if (done.report().isEmpty()) {
      LOG.warn("Unable to rebuild the empty catalog: {}", done.problem().orElse(""));
    } else {
      tell(done.report().get());
    }
  }

  private static void tell(CatalogReport report) {
    long taken = report.count(CatalogLine.Kind.NEW);
    if (taken > 0) {
      LOG.warn("The catalog was empty: {} recovery points were taken in from the vaults.", taken);
    }
    report
        .unread()
        .forEach(
            (vault, why) ->
                LOG.warn(
                    "The vault '{}' was not read for the empty catalog: {}. Run 'drillbook catalog"
                        + " rebuild' when it answers.",
                    vault,
                    why));
  }
}
