package io.drillbook.assembly;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcCopyStore;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.check.CheckCopy;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.check.ReadDueCopies;
import io.drillbook.usecase.check.RepairCopies;
import io.drillbook.usecase.check.RepairCopy;
import io.drillbook.usecase.check.StartCheck;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Reading recovery points back, as beans. */
@Configuration(proxyBeanMethods = false)
class CheckAssembly {
  @Bean
  CopyStore copyStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcCopyStore(database, transactions);
  }

  @Bean
  ListCopies listCopies(
      CatalogStore catalog, CopyStore copies, RetentionStore retention, Clock clock) {
    return new ListCopies(catalog, copies, retention, clock);
  }

  @Bean
  CheckCopy checkCopy(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      CopyStore copies,
      ListCopies list,
      Clock clock) {
    return new CheckCopy(drivers, vaults, keys, catalog, copies, list, clock, UseCaseAssembly.TOOL);
  }

  @Bean
  RepairCopy repairCopy(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      CopyStore copies,
      ListCopies list,
      Clock clock) {
    return new RepairCopy(
        drivers, vaults, keys, catalog, copies, list, clock, UseCaseAssembly.TOOL);
  }

  @Bean
  ReadDueCopies readDueCopies(ListCopies list, CheckCopy checkCopy, CronTimes times) {
    return new ReadDueCopies(list, checkCopy, times);
  }

  @Bean
  RepairCopies repairCopies(ListCopies list, RepairCopy repairCopy, CatalogStore catalog) {
    return new RepairCopies(list, repairCopy, catalog);
  }

  @Bean
  StartCheck startCheck(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartCheck(plans, runbooks, ids);
  }
}
