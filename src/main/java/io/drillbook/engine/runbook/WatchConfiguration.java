package io.drillbook.engine.runbook;

import io.drillbook.engine.SystemActor;
import io.drillbook.engine.path.EnginePaths;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Paths;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.audit.KeepPlanVersions;
import io.drillbook.usecase.audit.NoteRunbooks;
import io.drillbook.usecase.board.MeasureSystems;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.ShowProgress;
import io.drillbook.usecase.incident.WarnOfForecast;
import io.drillbook.usecase.pause.ResumeWrites;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks on all the time: metrics, forecasts, vaults. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {
  @Bean
  PauseWatch pauseWatch(
      OwedStore owed,
      ResumeWrites resumeWrites,
      RecordStore record,
      ProcessEngine engine,
      SystemActor actor,
      Clock clock) {
    String server = ManagementFactory.getRuntimeMXBean().getName();
    return new PauseWatch(
        owed, resumeWrites, record, engine.getRuntimeService(), actor, clock, server);
  }

  @Bean
  RunMetrics runMetrics(
      MeterRegistry registry,
      Plans plans,
      MeasureSystems measure,
      ShowProgress showProgress,
      Clock clock) {
    return new RunMetrics(
        registry, plans, measure, new ProgressMetrics(measure, showProgress), clock);
  }

  @Bean
  Paths recoveryPaths(ProcessEngine engine, SystemActor actor) {
    return new EnginePaths(engine.getRepositoryService(), actor);
  }

  @Bean
  ForecastWatch forecastWatch(WarnOfForecast warn) {
    return new ForecastWatch(warn);
  }

  @Bean
  ForecastMetrics forecastMetrics(ForecastRecovery forecast, Plans plans, MeterRegistry registry) {
    return new ForecastMetrics(forecast, plans, registry);
  }

  @Bean
  VaultWatch vaultWatch(MeterRegistry registry, ProbeVaults probeVaults) {
    return new VaultWatch(registry, probeVaults);
  }

  @Bean
  CopyMetrics copyMetrics(MeterRegistry registry, Plans plans, ListCopies copies) {
    return new CopyMetrics(registry, plans, copies);
  }

  @Bean
  ChangeWatch changeWatch(
      Plans plans, KeepPlanVersions keepPlanVersions, NoteRunbooks noteRunbooks) {
    return new ChangeWatch(plans, keepPlanVersions, noteRunbooks);
  }
}
