package io.drillbook.assembly;

import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.schedule.DrillAlarm;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleWatchStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcFindingStore;
import io.drillbook.store.JdbcTargetStore;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.drill.CloseDrill;
import io.drillbook.usecase.drill.CloseFinding;
import io.drillbook.usecase.drill.GuardSandbox;
import io.drillbook.usecase.drill.JudgeDrill;
import io.drillbook.usecase.drill.ListFindings;
import io.drillbook.usecase.drill.NoticeOverdueDrills;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.restore.ExerciseKeys;
import io.drillbook.usecase.restore.TakeTarget;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What keeps drills honest, as beans. */
@Configuration(proxyBeanMethods = false)
class DrillAssembly {
  @Bean
  CloseDrill closeDrill(Plans plans, RecordStore record, JudgeDrill judge, Clock clock) {
    return new CloseDrill(plans, record, judge, clock);
  }

  @Bean
  FindingStore findingStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcFindingStore(database, transactions);
  }

  @Bean
  TakeTarget takeTarget(DataSource database, PlatformTransactionManager transactions, Clock clock) {
    return new TakeTarget(new JdbcTargetStore(database, transactions), clock);
  }

  @Bean
  GuardSandbox guardSandbox(SourceDrivers drivers, Plans plans) {
    return new GuardSandbox(drivers, plans);
  }

  @Bean
  ExerciseKeys exerciseKeys(KeyRing keys, Vaults vaults) {
    return new ExerciseKeys(keys, vaults);
  }

  @Bean
  JudgeDrill judgeDrill(
      Plans plans,
      RecordStore record,
      FindingStore findings,
      NotifyPeople people,
      ServerConfiguration configuration,
      Clock clock) {
    return new JudgeDrill(
        plans, record, findings, people, configuration.server().linkBase(), clock);
  }

  @Bean
  CloseFinding closeFinding(
      FindingStore findings, RecordStore record, UnitOfWork atOnce, Clock clock) {
    return new CloseFinding(findings, record, atOnce, clock);
  }

  @Bean
  ListFindings listFindings(FindingStore findings) {
    return new ListFindings(findings);
  }

  @Bean
  NoticeOverdueDrills noticeOverdueDrills(
      Plans plans,
      RunStore runs,
      ScheduleWatchStore memory,
      CronTimes times,
      NotifyPeople people,
      UnitOfWork atOnce,
      Clock clock) {
    return new NoticeOverdueDrills(plans, runs, memory, times, people, atOnce, clock);
  }

  @Bean
  DrillAlarm drillAlarm(
      NoticeOverdueDrills overdue,
      Plans plans,
      BoardStore board,
      MeterRegistry registry,
      Clock clock) {
    return new DrillAlarm(overdue, plans, board, registry, clock);
  }
}
