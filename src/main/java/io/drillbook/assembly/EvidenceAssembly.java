package io.drillbook.assembly;

import io.drillbook.domain.system.EvidenceRule.Anchors;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.schedule.AnchorWatch;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunModels;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunModelStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.spi.store.ScheduleWatchStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcAnchorStore;
import io.drillbook.store.JdbcRecordReading;
import io.drillbook.store.JdbcRunModelStore;
import io.drillbook.usecase.evidence.AnchorRecords;
import io.drillbook.usecase.evidence.EvidencePaper;
import io.drillbook.usecase.evidence.ExportEvidence;
import io.drillbook.usecase.evidence.ExportPeriod;
import io.drillbook.usecase.evidence.GatherPeriod;
import io.drillbook.usecase.evidence.GatherSurroundings;
import io.drillbook.usecase.evidence.LookAfterAnchors;
import io.drillbook.usecase.evidence.ReadRecord;
import io.drillbook.usecase.evidence.StoreAnchors;
import io.drillbook.usecase.evidence.TellOfAnchors;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.web.evidence.PdfPaper;
import io.drillbook.web.evidence.PdfPeriod;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Evidence packs, as beans. */
@Configuration(proxyBeanMethods = false)
class EvidenceAssembly {
  @Bean
  ReadRecord readRecord(DataSource database) {
    return new ReadRecord(new JdbcRecordReading(database));
  }

  @Bean
  EvidencePaper evidencePaper() {
    return new PdfPaper();
  }

  @Bean
  RunModelStore runModelStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcRunModelStore(database, transactions);
  }

  @Bean
  AnchorStore anchorStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcAnchorStore(database, transactions);
  }

  @Bean
  LookAfterAnchors lookAfterAnchors(
      AnchorStore store,
      Plans plans,
      Vaults vaults,
      KeyRing keys,
      ServerConfiguration server,
      CronTimes times,
      RandomGenerator random,
      TellOfAnchors tell,
      Clock clock) {
    Anchors rule = server.evidence().anchor();
    return new LookAfterAnchors(
        store,
        new AnchorRecords(store, plans, vaults, keys, rule, UseCaseAssembly.TOOL, random, clock),
        new StoreAnchors(store, vaults, rule.vaults(), clock),
        tell,
        rule,
        times,
        clock);
  }

  @Bean
  TellOfAnchors tellOfAnchors(
      Plans plans, ScheduleWatchStore memory, NotifyPeople people, UnitOfWork atOnce, Clock clock) {
    return new TellOfAnchors(plans, memory, people, atOnce, clock);
  }

  @Bean
  AnchorWatch anchorWatch(
      LookAfterAnchors anchors,
      AnchorStore store,
      ServerConfiguration server,
      MeterRegistry registry,
      Clock clock) {
    Anchors rule = server.evidence().anchor();
    List<String> vaults = rule.isOn() ? rule.vaults() : List.of();
    return new AnchorWatch(anchors, store, vaults, registry, clock);
  }

  @Bean
  ExportEvidence exportEvidence(
      RunStore runs,
      RecordStore records,
      Plans plans,
      RunModels models,
      KeyRing keys,
      CatalogStore catalog,
      FindingStore findings,
      Vaults vaults,
      CronTimes times,
      EvidencePaper paper,
      ServerConfiguration server,
      Clock clock) {
    GatherSurroundings around =
        new GatherSurroundings(catalog, findings, vaults, keys, times, UseCaseAssembly.TOOL);
    return new ExportEvidence(
        runs, records, plans, models, keys, around, paper, server.evidence(), clock);
  }

  @Bean
  ExportPeriod exportPeriod(
      RunStore runs,
      Plans plans,
      ExportEvidence export,
      ScheduleStore ledger,
      FindingStore findings,
      Clock clock) {
    GatherPeriod gather = new GatherPeriod(runs, ledger, findings, UseCaseAssembly.TOOL);
    return new ExportPeriod(runs, plans, export, gather, new PdfPeriod(), clock);
  }
}
