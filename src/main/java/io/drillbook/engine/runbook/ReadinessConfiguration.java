package io.drillbook.engine.runbook;

import io.drillbook.engine.DrillbookServer;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.boot.BuildIdentity;
import io.drillbook.engine.schedule.ReadinessTidy;
import io.drillbook.engine.schedule.ReadinessWatch;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunbookVersions;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What readiness asks the engine, and what watches it. */
@Configuration(proxyBeanMethods = false)
public class ReadinessConfiguration {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  @Bean
  RunbookVersions runbookVersions(
      ObjectProvider<ProcessEngine> engine, ObjectProvider<SystemActor> actor) {
    return new DeployedRunbooks(() -> engine.getObject().getRepositoryService(), actor::getObject);
  }

  @Bean
  TakeFingerprint takeFingerprint(RunbookVersions runbooks, ListKeys keys) {
    return new TakeFingerprint(runbooks, new BuildIdentity(DrillbookServer.class)::digest, keys);
  }

  @Bean
  ReadinessWatch readinessWatch(
      Plans plans,
      BoardStore board,
      StartReadinessCheck start,
      ShowReadiness show,
      RunStore runs,
      ProcessEngine engine,
      SystemActor actor,
      MeterRegistry registry,
      Clock clock) {
    long seconds = Long.getLong("drillbook.readiness.seconds", LOOK_EVERY.toSeconds());
    return new ReadinessWatch(
        plans,
        () -> show.all(plans.all(), board),
        system -> start.start(system, ReadinessWatch.ACTOR),
        new ReadinessTidy(engine.getHistoryService(), runs, actor, clock)::tidy,
        registry,
        Duration.ofSeconds(seconds),
        clock);
  }
}
