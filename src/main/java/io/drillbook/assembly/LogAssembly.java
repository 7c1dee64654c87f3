package io.drillbook.assembly;

import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.log.LogMetrics;
import io.drillbook.engine.log.LogSupervisor;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.LogStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcLogStore;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.StartBackup;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.log.KeepLog;
import io.drillbook.usecase.log.ListLogs;
import io.drillbook.usecase.log.LogTools;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.log.TellOfLog;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The logs of sources that are kept continuously, as beans. */
@Configuration(proxyBeanMethods = false)
class LogAssembly {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String ACTOR = "timer:log";

  @Bean
  LogStore logStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcLogStore(database, transactions);
  }

  @Bean
  SafeUntil safeUntil(LogStore logs) {
    return new SafeUntil(logs);
  }

  @Bean
  ListLogs listLogs(Plans plans, SourceDrivers drivers) {
    return new ListLogs(plans, drivers);
  }

  @Bean
  LogTools logTools(
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      LogStore logs,
      NotifyPeople people,
      StartBackup backup,
      RunStore runs,
      ServerConfiguration configuration,
      Clock clock) {
    return new LogTools(
        vaults,
        keys,
        catalog,
        logs,
        new TellOfLog(people),
        system -> order(system, backup, runs),
        configuration.stateFolder().resolve("log"),
        clock);
  }

  @Bean
  LogSupervisor logSupervisor(ListLogs list, LogStore logs, LogTools tools, Clock clock) {
    return new LogSupervisor(
        list,
        logs,
        subject -> new KeepLog(subject, tools),
        UUID.randomUUID().toString(),
        LEASE,
        clock);
  }

  @Bean
  LogMetrics logMetrics(MeterRegistry registry, ListLogs list, LogStore logs) {
    return new LogMetrics(registry, list, logs);
  }

  /** One that is being taken began before the loss was found, and another follows it. */
  private static boolean order(String system, StartBackup backup, RunStore runs) {
    if (!runs.list(Optional.of(system), Optional.of(RunKind.BACKUP), true, 1).isEmpty()) {
      return false;
    }
    backup.start(system, ACTOR);
    return true;
  }
}
