package io.drillbook.assembly;

import io.drillbook.domain.system.Outreach.DeadMan;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.driver.notify.webhook.WebSignOfLife;
import io.drillbook.engine.schedule.ScheduleAlarm;
import io.drillbook.engine.schedule.ScheduleMetrics;
import io.drillbook.spi.notify.SignOfLife;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.spi.store.ScheduleWatchStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.store.JdbcScheduleWatchStore;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.readiness.FireSchedule;
import io.drillbook.usecase.readiness.ListSchedules;
import io.drillbook.usecase.readiness.NoticeSilence;
import io.drillbook.usecase.readiness.TellOfMissed;
import io.drillbook.usecase.restore.TakeTarget;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What keeps schedules from vanishing, as beans. */
@Configuration(proxyBeanMethods = false)
class ScheduleAssembly {
  @Bean
  ScheduleWatchStore scheduleWatchStore(
      DataSource database, PlatformTransactionManager transactions) {
    return new JdbcScheduleWatchStore(database, transactions);
  }

  @Bean
  TellOfMissed tellOfMissed(NotifyPeople people, ServerConfiguration configuration) {
    return new TellOfMissed(people, configuration.server().linkBase());
  }

  @Bean
  NoticeSilence noticeSilence(
      Plans plans,
      ScheduleStore ledger,
      ScheduleWatchStore memory,
      CronTimes times,
      FireSchedule fire,
      NotifyPeople people,
      UnitOfWork atOnce,
      Clock clock) {
    return new NoticeSilence(plans, ledger, memory, times, fire, people, atOnce, clock);
  }

  @Bean
  ListSchedules listSchedules(Plans plans, ScheduleStore ledger, CronTimes times, Clock clock) {
    return new ListSchedules(plans, ledger, times, clock);
  }

  @Bean
  ScheduleAlarm scheduleAlarm(
      NoticeSilence silence,
      ServerConfiguration configuration,
      Secrets secrets,
      MeterRegistry registry,
      Clock clock) {
    Optional<DeadMan> deadMan = configuration.outreach().deadMan();
    return new ScheduleAlarm(
        silence,
        deadMan.map(it -> signal(it, secrets, clock)),
        deadMan.map(DeadMan::every).orElse(Duration.ZERO),
        registry,
        clock);
  }

  @Bean
  ScheduleMetrics scheduleMetrics(MeterRegistry registry, Plans plans, ScheduleStore ledger) {
    return new ScheduleMetrics(registry, plans, ledger);
  }

  private static SignOfLife signal(DeadMan deadMan, Secrets secrets, Clock clock) {
    return new WebSignOfLife(() -> secrets.resolve(deadMan.url()), deadMan.caFile(), clock);
  }

  @Bean
  FireSchedule fireSchedule(
      ScheduleStore schedules,
      RunStore runs,
      RecordStore record,
      CronTimes times,
      Clock clock,
      RandomGenerator random,
      Plans plans,
      TakeTarget targets) {
    return new FireSchedule(
        schedules,
        runs,
        record,
        times,
        clock,
        random,
        work ->
            work.drill()
                .filter(drill -> targets.isHeld(plans.plan(work.system()), drill))
                .isPresent());
  }
}
