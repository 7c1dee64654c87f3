package io.drillbook.assembly;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.catalog.CheckCatalog;
import io.drillbook.usecase.catalog.RebuildCatalog;
import io.drillbook.usecase.catalog.WorkOnCatalog;
import io.drillbook.usecase.retention.RecallHolds;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The work on the catalog as beans. */
@Configuration(proxyBeanMethods = false)
class CatalogAssembly {
  @Bean
  CheckCatalog checkCatalog(Plans plans, CatalogStore catalog, Vaults vaults, KeyRing keys) {
    return new CheckCatalog(plans, catalog, vaults, keys);
  }

  @Bean
  WorkOnCatalog workOnCatalog(CheckCatalog check, Plans plans, RecallHolds holds, Clock clock) {
    return new WorkOnCatalog(check, new RebuildCatalog(check, plans, holds, clock), clock);
  }

  @Bean
  CatalogAtStart catalogAtStart(Plans plans, CatalogStore catalog, WorkOnCatalog work) {
    return new CatalogAtStart(plans, catalog, work);
  }
}
