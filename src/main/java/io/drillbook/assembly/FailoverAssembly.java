package io.drillbook.assembly;

import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.EffectStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.CheckDrivers;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.FenceDrivers;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.cutover.CheckFailBack;
import io.drillbook.usecase.cutover.CheckServedTarget;
import io.drillbook.usecase.cutover.FencePrimary;
import io.drillbook.usecase.cutover.FindLiveTarget;
import io.drillbook.usecase.cutover.InspectFence;
import io.drillbook.usecase.cutover.InspectTraffic;
import io.drillbook.usecase.cutover.LeftHome;
import io.drillbook.usecase.cutover.LiftFence;
import io.drillbook.usecase.cutover.ObserveService;
import io.drillbook.usecase.cutover.RequireWholePoint;
import io.drillbook.usecase.cutover.Residence;
import io.drillbook.usecase.cutover.SetAside;
import io.drillbook.usecase.cutover.StartFailBack;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.pause.HomeGuard;
import io.drillbook.usecase.restore.CheckTarget;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What leaves a primary and watches the one that goes on, as beans. */
@Configuration(proxyBeanMethods = false)
class FailoverAssembly {
  private static final Duration INSPECT_EVERY = Duration.ofSeconds(5);

  @Bean
  FenceDrivers fenceDrivers(Drivers drivers) {
    return new FenceDrivers(drivers.fences());
  }

  @Bean
  FencePrimary fencePrimary(FenceDrivers drivers, EffectLedger ledger) {
    return new FencePrimary(drivers, ledger);
  }

  @Bean
  LiftFence liftFence(FenceDrivers drivers, EffectLedger ledger) {
    return new LiftFence(drivers, ledger);
  }

  @Bean
  InspectFence inspectFence(FenceDrivers drivers) {
    return new InspectFence(drivers);
  }

  @Bean
  InspectTraffic inspectTraffic(CutoverDrivers drivers) {
    return new InspectTraffic(drivers);
  }

  @Bean
  CheckFailBack checkFailBack(
      CutoverDrivers cutovers, SourceDrivers sources, CheckTarget checkTarget) {
    return new CheckFailBack(cutovers, sources, checkTarget);
  }

  @Bean
  Residence residence(RunStore runs, EffectStore effects, RecordStore record) {
    return new Residence(runs, effects, record);
  }

  @Bean
  FindLiveTarget findLiveTarget(Residence residence, CutoverDrivers drivers) {
    return new FindLiveTarget(residence, drivers);
  }

  @Bean
  HomeGuard leftHome(Residence residence, FindLiveTarget findLiveTarget, Plans plans) {
    return new LeftHome(residence, findLiveTarget, plans);
  }

  @Bean
  CheckServedTarget checkServedTarget(Residence residence, CheckTarget checkTarget) {
    return new CheckServedTarget(residence, checkTarget);
  }

  @Bean
  RequireWholePoint requireWholePoint(CatalogStore catalog) {
    return new RequireWholePoint(catalog);
  }

  @Bean
  SetAside setAside(SourceDrivers drivers, EffectLedger ledger) {
    return new SetAside(drivers, ledger);
  }

  @Bean
  StartFailBack startFailBack(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartFailBack(plans, runbooks, ids);
  }

  @Bean
  ObserveService observeService(CheckDrivers drivers, InspectFence fences) {
    return new ObserveService(drivers, fences, INSPECT_EVERY);
  }
}
