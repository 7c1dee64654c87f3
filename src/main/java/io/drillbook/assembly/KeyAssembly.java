package io.drillbook.assembly;

import io.drillbook.engine.schedule.KeyWatch;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.KeyWarningStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.backup.CheckNewKey;
import io.drillbook.usecase.backup.StartRotation;
import io.drillbook.usecase.backup.VerifyNewPoint;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.WarnOfKeys;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks after keys, as beans. */
@Configuration(proxyBeanMethods = false)
class KeyAssembly {
  @Bean
  ListKeys listKeys(KeyRing keys, Plans plans, Clock clock) {
    return new ListKeys(keys, plans, clock);
  }

  @Bean
  CheckNewKey checkNewKey(KeyRing keys, Vaults vaults, CatalogStore catalog) {
    return new CheckNewKey(keys, vaults, catalog);
  }

  @Bean
  VerifyNewPoint verifyNewPoint(
      KeyRing keys, Vaults vaults, CatalogStore catalog, VerifyRecoveryPoint verify) {
    return new VerifyNewPoint(keys, vaults, catalog, verify);
  }

  @Bean
  StartRotation startRotation(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartRotation(plans, runbooks, ids);
  }

  @Bean
  WarnOfKeys warnOfKeys(
      ListKeys keys,
      Plans plans,
      KeyWarningStore warnings,
      NotifyPeople people,
      UnitOfWork atOnce,
      Clock clock) {
    return new WarnOfKeys(keys, plans, warnings, people, atOnce, clock);
  }

  @Bean
  KeyWatch keyWatch(KeyRing ring, ListKeys keys, WarnOfKeys warn, MeterRegistry registry) {
    return new KeyWatch(ring.names(), keys, warn, registry);
  }
}
