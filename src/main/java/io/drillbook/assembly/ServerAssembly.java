package io.drillbook.assembly;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFolder;
import io.drillbook.config.PlanReader;
import io.drillbook.config.RememberedCronTimes;
import io.drillbook.config.Surroundings;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.runbook.ReadinessConfiguration;
import io.drillbook.engine.runbook.RunbookConfiguration;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.KeyWarningStore;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.store.JdbcKeyWarningStore;
import io.drillbook.store.JdbcProgressStore;
import io.drillbook.store.JdbcRecordStore;
import io.drillbook.store.JdbcRetentionStore;
import io.drillbook.store.JdbcRunStore;
import io.drillbook.store.JdbcScheduleStore;
import io.drillbook.store.QuietRecordStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;

/** Drivers, vaults, keys, plans and stores as beans. */
@Configuration(proxyBeanMethods = false)
@Import({
  UseCaseAssembly.class,
  FailoverAssembly.class,
  RecoveryAssembly.class,
  RetentionAssembly.class,
  CheckAssembly.class,
  KeyAssembly.class,
  ApprovalAssembly.class,
  NoticeAssembly.class,
  ScheduleAssembly.class,
  DrillAssembly.class,
  EvidenceAssembly.class,
  CatalogAssembly.class,
  ReadinessAssembly.class,
  ReadinessConfiguration.class,
  EffectAssembly.class,
  LogAssembly.class,
  AuditAssembly.class,
  BoardAssembly.class,
  PaperAssembly.class,
  PauseAssembly.class,
  RunbookConfiguration.class
})
@ComponentScan({"io.drillbook.delegates", "io.drillbook.web"})
class ServerAssembly {
  @Bean
  Drivers drivers(Secrets secrets, ServerConfiguration configuration) {
    return Drivers.all(secrets, configuration.folder());
  }

  @Bean
  Vaults vaults(ServerConfiguration configuration, Drivers drivers) {
    return new ConfiguredVaults(configuration.vaults().values(), drivers.vaults());
  }

  @Bean
  KeyRing keyRing(ServerConfiguration configuration, Secrets secrets, Clock clock) {
    return KeyRing.open(configuration.keys().values().stream().toList(), secrets, clock);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  PlanFolder plans(ServerConfiguration configuration, Drivers drivers, Clock clock) {
    Surroundings around =
        new Surroundings(
            configuration.folder(),
            configuration.vaults().keySet(),
            configuration.keys().keySet(),
            configuration.keys().values().stream()
                .filter(KeyFile::signs)
                .map(KeyFile::name)
                .collect(Collectors.toSet()),
            Surroundings.GROUPS,
            configuration.outreach().channels().keySet());
    return new PlanFolder(
        configuration.plansFolder(), new PlanReader(drivers.kinds(), around, clock));
  }

  @Bean
  CronTimes cronTimes() {
    return new RememberedCronTimes(new CalendarCronTimes());
  }

  @Bean
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Bean
  RunStore runStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcRunStore(database, transactions);
  }

  @Bean
  RecordStore recordStore(
      DataSource database, PlatformTransactionManager transactions, RunStore runs) {
    return new QuietRecordStore(new JdbcRecordStore(database, transactions), runs);
  }

  @Bean
  CatalogStore catalogStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcCatalogStore(database, transactions);
  }

  @Bean
  RetentionStore retentionStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcRetentionStore(database, transactions);
  }

  @Bean
  ScheduleStore scheduleStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcScheduleStore(database, transactions);
  }

  @Bean
  KeyWarningStore keyWarningStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcKeyWarningStore(database, transactions);
  }

  @Bean
  ProgressStore progressStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcProgressStore(database, transactions);
  }
}
