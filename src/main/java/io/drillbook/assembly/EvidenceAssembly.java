package io.drillbook.assembly;

import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunModels;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcRecordReading;
import io.drillbook.usecase.evidence.EvidencePaper;
import io.drillbook.usecase.evidence.ExportEvidence;
import io.drillbook.usecase.evidence.GatherSurroundings;
import io.drillbook.usecase.evidence.ReadRecord;
import io.drillbook.web.evidence.PdfPaper;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Evidence packs, as beans. */
@Configuration(proxyBeanMethods = false)
class EvidenceAssembly {
  @Bean
  ReadRecord readRecord(DataSource database, Clock clock) {
    return new ReadRecord(new JdbcRecordReading(database), clock);
  }

  @Bean
  EvidencePaper evidencePaper() {
    return new PdfPaper();
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
      Clock clock) {
    GatherSurroundings around =
        new GatherSurroundings(catalog, findings, vaults, keys, times, UseCaseAssembly.TOOL);
    return new ExportEvidence(runs, records, plans, models, keys, around, paper, clock);
  }
}
