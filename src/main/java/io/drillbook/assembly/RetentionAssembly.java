package io.drillbook.assembly;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.retention.ExpireRecoveryPoints;
import io.drillbook.usecase.retention.HoldRecoveryPoint;
import io.drillbook.usecase.retention.PlanExpiry;
import io.drillbook.usecase.retention.RecallHolds;
import io.drillbook.usecase.retention.ShowPoints;
import io.drillbook.usecase.retention.StartExpiry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use cases of retention as beans. */
@Configuration(proxyBeanMethods = false)
class RetentionAssembly {
  @Bean
  RecallHolds recallHolds(Vaults vaults, KeyRing keys, RetentionStore retention) {
    return new RecallHolds(vaults, keys, retention);
  }

  @Bean
  PlanExpiry planExpiry(
      CatalogStore catalog,
      RetentionStore retention,
      RunStore runs,
      Vaults vaults,
      RecallHolds holds,
      CronTimes times,
      Clock clock) {
    return new PlanExpiry(catalog, retention, runs, vaults, holds, times, clock);
  }

  @Bean
  ExpireRecoveryPoints expireRecoveryPoints(
      PlanExpiry planExpiry,
      CatalogStore catalog,
      RetentionStore retention,
      Vaults vaults,
      Clock clock) {
    return new ExpireRecoveryPoints(planExpiry, catalog, retention, vaults, clock);
  }

  @Bean
  HoldRecoveryPoint holdRecoveryPoint(
      Plans plans,
      CatalogStore catalog,
      RetentionStore retention,
      RecallHolds holds,
      RunIds ids,
      Clock clock) {
    return new HoldRecoveryPoint(plans, catalog, retention, holds, ids, clock);
  }

  @Bean
  ShowPoints showPoints(Plans plans, PlanExpiry planExpiry, RetentionStore retention, Clock clock) {
    return new ShowPoints(plans, planExpiry, retention, clock);
  }

  @Bean
  StartExpiry startExpiry(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartExpiry(plans, runbooks, ids);
  }
}
