package io.drillbook.assembly;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Paths;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.ForecastWarningStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcForecastWarningStore;
import io.drillbook.usecase.CheckDrivers;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.RedeployService;
import io.drillbook.usecase.incident.ShowProgress;
import io.drillbook.usecase.incident.TellAboutRun;
import io.drillbook.usecase.incident.WarnOfForecast;
import io.drillbook.usecase.log.LogsInVaults;
import io.drillbook.usecase.restore.ReplayedSources;
import io.drillbook.usecase.restore.RunCommand;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What brings a service back beside its data, as beans. */
@Configuration(proxyBeanMethods = false)
class RecoveryAssembly {
  @Bean
  RedeployService redeployService(RunCommand commands, CheckDrivers checks, Secrets secrets) {
    return new RedeployService(commands, checks, secrets);
  }

  @Bean
  ReplayedSources replayedSources(SourceDrivers drivers) {
    return new ReplayedSources(drivers);
  }

  @Bean
  KeptLogs keptLogs(Vaults vaults, KeyRing keys) {
    return new LogsInVaults(vaults, keys);
  }

  @Bean
  ForecastRecovery forecastRecovery(
      Plans plans,
      RunStore runs,
      RecordStore record,
      CatalogStore catalog,
      ShowProgress progress,
      Paths paths,
      Clock clock) {
    return new ForecastRecovery(plans, runs, record, catalog, progress, paths, clock);
  }

  @Bean
  ForecastWarningStore forecastWarningStore(
      DataSource database, PlatformTransactionManager transactions) {
    return new JdbcForecastWarningStore(database, transactions);
  }

  @Bean
  WarnOfForecast warnOfForecast(
      RunStore runs,
      RecordStore record,
      ForecastWarningStore warnings,
      ForecastRecovery forecast,
      TellAboutRun tell,
      UnitOfWork atOnce,
      Clock clock) {
    return new WarnOfForecast(runs, record, warnings, forecast, tell, atOnce, clock);
  }
}
