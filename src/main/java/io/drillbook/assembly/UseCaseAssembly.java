package io.drillbook.assembly;

import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.pipeline.KeptMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.people.People;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.CheckDrivers;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.CleanLeftovers;
import io.drillbook.usecase.backup.DiscardRecoveryPoint;
import io.drillbook.usecase.backup.GoOnWithout;
import io.drillbook.usecase.backup.JudgeSize;
import io.drillbook.usecase.backup.LeaseRecoveryPoint;
import io.drillbook.usecase.backup.ReleaseRecoveryPoint;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import io.drillbook.usecase.backup.StartBackup;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.cutover.ConfirmService;
import io.drillbook.usecase.drill.DiscardSandbox;
import io.drillbook.usecase.drill.StartDrill;
import io.drillbook.usecase.incident.DeclareIncident;
import io.drillbook.usecase.incident.GatherFacts;
import io.drillbook.usecase.incident.ListRuns;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.ShowProgress;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.incident.TellAboutRun;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.NextDue;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.SettleSchedule;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.restore.CheckTarget;
import io.drillbook.usecase.restore.MigrateData;
import io.drillbook.usecase.restore.ReplayedSources;
import io.drillbook.usecase.restore.RestoreSource;
import io.drillbook.usecase.restore.RunCommand;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import io.drillbook.usecase.restore.StartRestore;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import io.drillbook.usecase.restore.VerifyRestored;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use cases as beans. */
@Configuration(proxyBeanMethods = false)
class UseCaseAssembly {
  static final String TOOL = "drillbook 0.1.0";
  private static final Duration COMMAND_LIMIT = Duration.ofHours(2);

  @Bean
  SourceDrivers sourceDrivers(Drivers drivers) {
    return new SourceDrivers(drivers.sources());
  }

  @Bean
  CheckDrivers checkDrivers(Drivers drivers) {
    return new CheckDrivers(drivers.checks());
  }

  @Bean
  CutoverDrivers cutoverDrivers(Drivers drivers) {
    return new CutoverDrivers(drivers.cutovers());
  }

  @Bean
  RunIds runIds(Clock clock, RandomGenerator random) {
    return new RunIds(clock, random);
  }

  @Bean
  CaptureSource captureSource(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      ServerConfiguration server) {
    KeptMembers kept = new KeptMembers(server.stateFolder().resolve("kept"));
    return new CaptureSource(drivers, vaults, keys, catalog, Optional.of(kept));
  }

  @Bean
  GoOnWithout goOnWithout(CatalogStore catalog) {
    return new GoOnWithout(catalog);
  }

  @Bean
  SealRecoveryPoint sealRecoveryPoint(
      SourceDrivers drivers, Vaults vaults, KeyRing keys, CatalogStore catalog, Clock clock) {
    return new SealRecoveryPoint(drivers, vaults, keys, catalog, clock, TOOL);
  }

  @Bean
  DiscardRecoveryPoint discardRecoveryPoint(Vaults vaults, KeyRing keys, CatalogStore catalog) {
    return new DiscardRecoveryPoint(vaults, keys, catalog);
  }

  @Bean
  LeaseRecoveryPoint leaseRecoveryPoint(Vaults vaults, Clock clock) {
    // Process id and name of this machine.
    return new LeaseRecoveryPoint(vaults, clock, ManagementFactory.getRuntimeMXBean().getName());
  }

  @Bean
  ReleaseRecoveryPoint releaseRecoveryPoint(Vaults vaults) {
    return new ReleaseRecoveryPoint(vaults);
  }

  @Bean
  CleanLeftovers cleanLeftovers(Vaults vaults, CatalogStore catalog) {
    return new CleanLeftovers(vaults, catalog);
  }

  @Bean
  JudgeSize judgeSize(CatalogStore catalog) {
    return new JudgeSize(catalog);
  }

  @Bean
  SelectRecoveryPoint selectRecoveryPoint(CatalogStore catalog, ReplayedSources replayed) {
    return new SelectRecoveryPoint(catalog, replayed);
  }

  @Bean
  VerifyRecoveryPoint verifyRecoveryPoint(
      Vaults vaults, KeyRing keys, CatalogStore catalog, Clock clock) {
    return new VerifyRecoveryPoint(vaults, keys, catalog, clock);
  }

  @Bean
  RestoreSource restoreSource(SourceDrivers drivers, KeptLogs logs) {
    return new RestoreSource(drivers, logs);
  }

  @Bean
  CheckTarget checkTarget(SourceDrivers drivers) {
    return new CheckTarget(drivers);
  }

  @Bean
  VerifyRestored verifyRestored(CheckDrivers drivers) {
    return new VerifyRestored(drivers);
  }

  @Bean
  RunCommand runCommand(ServerConfiguration configuration) {
    return new RunCommand(configuration.folder(), COMMAND_LIMIT);
  }

  @Bean
  MigrateData migrateData(RunCommand commands, Secrets secrets) {
    return new MigrateData(commands, secrets);
  }

  @Bean
  DiscardSandbox discardSandbox(SourceDrivers drivers) {
    return new DiscardSandbox(drivers);
  }

  @Bean
  ConfirmService confirmService(CheckDrivers drivers) {
    return new ConfirmService(drivers);
  }

  @Bean
  GatherFacts gatherFacts(SourceDrivers drivers, CatalogStore catalog) {
    return new GatherFacts(drivers, catalog);
  }

  @Bean
  TellAboutRun tellAboutRun(
      Plans plans,
      RunStore runs,
      RecordStore record,
      NotifyPeople people,
      ServerConfiguration configuration,
      Clock clock,
      ObjectProvider<People> accounts) {
    // The engine tells people, and knows them: looked up only when somebody is told.
    return new TellAboutRun(plans, runs, record, people, configuration.server().linkBase(), clock)
        .reaching(group -> accounts.getObject().mailsOf(group));
  }

  @Bean
  SettleSchedule settleSchedule(ScheduleStore schedules, CopyStore copies, Clock clock) {
    return new SettleSchedule(schedules, copies, clock, SettleSchedule.FIRST_DAY);
  }

  @Bean
  NextDue nextDue(ScheduleStore schedules, CronTimes times, Clock clock) {
    return new NextDue(schedules, times, clock);
  }

  @Bean
  StartBackup startBackup(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartBackup(plans, runbooks, ids);
  }

  @Bean
  StartRestore startRestore(
      Plans plans,
      SelectRecoveryPoint select,
      ReplayedSources replayed,
      Runbooks runbooks,
      RunIds ids,
      Clock clock) {
    return new StartRestore(plans, select, replayed, runbooks, ids, clock);
  }

  @Bean
  StartDrill startDrill(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartDrill(plans, runbooks, ids);
  }

  @Bean
  DeclareIncident declareIncident(
      Plans plans, RunStore runs, Runbooks runbooks, RunIds ids, Clock clock) {
    return new DeclareIncident(plans, runs, runbooks, ids, clock);
  }

  @Bean
  ShowRun showRun(
      RunStore runs, RecordStore record, ProgressStore progress, Plans plans, Clock clock) {
    return new ShowRun(runs, record, progress, plans, clock);
  }

  @Bean
  ShowProgress showProgress(
      RunStore runs,
      RecordStore record,
      ProgressStore progress,
      CatalogStore catalog,
      Clock clock) {
    return new ShowProgress(runs, record, progress, catalog, clock);
  }

  @Bean
  ListRuns listRuns(RunStore runs) {
    return new ListRuns(runs);
  }

  @Bean
  ProbeVaults probeVaults(
      ServerConfiguration configuration, Vaults vaults, Plans plans, Clock clock) {
    return new ProbeVaults(configuration.vaults(), vaults, plans, clock);
  }

  @Bean
  ShowStatus showStatus(
      Plans plans,
      CatalogStore catalog,
      SafeUntil safe,
      RunStore runs,
      CronTimes times,
      ProbeVaults vaults,
      ListCopies copies,
      OwedStore owed,
      Clock clock) {
    return new ShowStatus(plans, catalog, safe, runs, times, vaults, copies, owed, clock);
  }
}
