package io.drillbook.assembly;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.runbook.StartJudge;
import io.drillbook.spi.notify.MailReach;
import io.drillbook.spi.people.People;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.ReadinessStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcReadinessStore;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.CheckReadiness;
import io.drillbook.usecase.readiness.JudgeStart;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.OpenFindings;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.RecordReadiness;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.drillbook.usecase.readiness.TellReadiness;
import io.drillbook.usecase.readiness.check.ApproverChecks;
import io.drillbook.usecase.readiness.check.AskAll;
import io.drillbook.usecase.readiness.check.BackupChecks;
import io.drillbook.usecase.readiness.check.CutoverChecks;
import io.drillbook.usecase.readiness.check.DrillChecks;
import io.drillbook.usecase.readiness.check.EvidenceChecks;
import io.drillbook.usecase.readiness.check.HookChecks;
import io.drillbook.usecase.readiness.check.HttpChecks;
import io.drillbook.usecase.readiness.check.KeyChecks;
import io.drillbook.usecase.readiness.check.MailChecks;
import io.drillbook.usecase.readiness.check.RoomChecks;
import io.drillbook.usecase.readiness.check.SourceChecks;
import io.drillbook.usecase.readiness.check.TargetChecks;
import io.drillbook.usecase.readiness.check.VaultChecks;
import io.drillbook.usecase.restore.TakeTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Whether plans can be relied on, as beans. */
@Configuration(proxyBeanMethods = false)
class ReadinessAssembly {
  /** A server that hangs must not hold the others' answers up. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Bean
  ReadinessStore readinessStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcReadinessStore(database, transactions);
  }

  @Bean
  ProofOfDrills proofOfDrills(
      RunStore runs, RecordStore record, FindingStore findings, Clock clock) {
    OpenFindings open =
        system -> findings.open(system).stream().map(DrillFinding::inWords).toList();
    return new ProofOfDrills(runs, record, open, clock);
  }

  @Bean
  ShowReadiness showReadiness(
      Plans plans,
      ReadinessStore store,
      TakeFingerprint fingerprint,
      ProofOfDrills proof,
      Clock clock) {
    return new ShowReadiness(plans, store, fingerprint, proof, clock);
  }

  @Bean
  StartJudge startJudge(ShowReadiness readiness, TakeTarget targets, Clock clock) {
    return new StartRules(new JudgeStart(readiness, clock), targets);
  }

  @Bean
  AskAll askAll(
      Plans plans,
      RunStore runs,
      CatalogStore catalog,
      SafeUntil safe,
      SourceDrivers sources,
      CutoverDrivers cutovers,
      Vaults vaults,
      ProbeVaults probeVaults,
      ListKeys keys,
      ProofOfDrills proof,
      People people,
      AnchorStore anchors,
      ServerConfiguration configuration,
      Secrets secrets,
      Clock clock) {
    Optional<MailReach> mail =
        configuration.mail().map(server -> NoticeAssembly.mail(server, secrets));
    return new AskAll(
        List.of(
            new SourceChecks(sources),
            new BackupChecks(catalog, safe, clock),
            new TargetChecks(sources, plans, runs),
            new RoomChecks(sources, vaults, catalog),
            new VaultChecks(probeVaults, vaults, catalog),
            new KeyChecks(keys),
            new CutoverChecks(cutovers),
            new HttpChecks(),
            new HookChecks(configuration.folder()),
            new ApproverChecks(people),
            new MailChecks(mail),
            new EvidenceChecks(anchors, configuration.evidence().anchor(), clock),
            new DrillChecks(proof, clock)),
        LIMIT);
  }

  @Bean
  CheckReadiness checkReadiness(
      Plans plans,
      AskAll ask,
      TakeFingerprint fingerprint,
      ProofOfDrills proof,
      ReadinessStore store,
      Clock clock) {
    return new CheckReadiness(plans, ask, fingerprint, proof, store, clock);
  }

  @Bean
  RecordReadiness recordReadiness(Plans plans, RunStore runs, RecordStore record, Clock clock) {
    return new RecordReadiness(plans, runs, record, clock);
  }

  @Bean
  TellReadiness tellReadiness(
      Plans plans, ReadinessStore store, NotifyPeople people, RecordStore record, Clock clock) {
    return new TellReadiness(plans, store, people, record, clock);
  }

  @Bean
  StartReadinessCheck startReadinessCheck(Plans plans, Runbooks runbooks, RunIds ids) {
    return new StartReadinessCheck(plans, runbooks, ids);
  }
}
