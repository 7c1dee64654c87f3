package io.drillbook.assembly;

import io.drillbook.config.SeenPlansFile;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunbookVersions;
import io.drillbook.spi.store.AuditStore;
import io.drillbook.spi.store.PlanVersionStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.store.JdbcAuditStore;
import io.drillbook.store.JdbcPlanVersionStore;
import io.drillbook.usecase.audit.AuditPeriod;
import io.drillbook.usecase.audit.ComparePlans;
import io.drillbook.usecase.audit.DrawSample;
import io.drillbook.usecase.audit.KeepPlanVersions;
import io.drillbook.usecase.audit.ListApprovals;
import io.drillbook.usecase.audit.MeasureDrills;
import io.drillbook.usecase.audit.NoteFailedLogins;
import io.drillbook.usecase.audit.NoteRefusedAccess;
import io.drillbook.usecase.audit.NoteRunbooks;
import io.drillbook.usecase.audit.SearchRecord;
import io.drillbook.usecase.incident.ShowRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The auditor's desk, as beans. */
@Configuration(proxyBeanMethods = false)
class AuditAssembly {
  @Bean
  AuditStore auditStore(DataSource database) {
    return new JdbcAuditStore(database);
  }

  @Bean
  PlanVersionStore planVersionStore(DataSource database, PlatformTransactionManager transactions) {
    return new JdbcPlanVersionStore(database, transactions);
  }

  @Bean
  SearchRecord searchRecord(AuditStore audit) {
    return new SearchRecord(audit);
  }

  @Bean
  KeepPlanVersions keepPlanVersions(
      Plans plans,
      ServerConfiguration configuration,
      PlanVersionStore versions,
      RecordStore record,
      UnitOfWork atOnce,
      Clock clock) {
    Path file = configuration.stateFolder().resolve("plans-in-force");
    return new KeepPlanVersions(plans, new SeenPlansFile(file), versions, record, atOnce, clock);
  }

  @Bean
  ComparePlans comparePlans(PlanVersionStore versions) {
    return new ComparePlans(versions);
  }

  @Bean
  NoteRunbooks noteRunbooks(
      RunbookVersions runbooks, AuditStore audit, RecordStore record, Clock clock) {
    return new NoteRunbooks(runbooks, audit, record, clock);
  }

  @Bean
  NoteRefusedAccess noteRefusedAccess(RecordStore record, Clock clock) {
    return new NoteRefusedAccess(record, clock);
  }

  @Bean
  NoteFailedLogins noteFailedLogins(RecordStore record, Clock clock) {
    return new NoteFailedLogins(record, clock);
  }

  @Bean
  ListApprovals listApprovals(AuditStore audit, RecordStore record) {
    return new ListApprovals(audit, record);
  }

  @Bean
  MeasureDrills measureDrills(AuditStore audit, ShowRun showRun) {
    return new MeasureDrills(audit, showRun);
  }

  @Bean
  DrawSample drawSample(AuditStore audit, RandomGenerator random) {
    return new DrawSample(audit, random);
  }

  @Bean
  AuditPeriod auditPeriod(Clock clock) {
    return new AuditPeriod(clock);
  }
}
