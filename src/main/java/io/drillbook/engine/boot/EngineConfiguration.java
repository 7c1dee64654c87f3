package io.drillbook.engine.boot;

import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.access.Access;
import io.drillbook.engine.path.OwnTable;
import java.time.Clock;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine: how it is built, and what is done with it before anybody may use it. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ClusterLock clusterLock(DataSource database) {
    return new ClusterLock(database);
  }

  /** Last, so that nothing that the starter sets stands after it. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  ProcessEnginePlugin engineDefaults() {
    return new EngineDefaults();
  }

  /** Our own tables come first, so that a record can be written from the first job on. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  ProcessEnginePlugin schemaGuard(ClusterLock lock, DataSource database) {
    StoreSchema.migrate(database);
    return new SchemaGuard(lock);
  }

  @Bean
  SystemActor systemActor(ProcessEngine engine) {
    return new SystemActor(engine.getIdentityService());
  }

  @Bean
  Access access(
      ProcessEngine engine,
      PlatformTransactionManager transactions,
      ServerConfiguration configuration) {
    return new Access(
        engine,
        new TransactionTemplate(transactions),
        configuration.firstLoginFile(),
        PrivateFiles::write);
  }

  @Bean
  EngineSetup engineSetup(
      ClusterLock lock,
      Access access,
      SystemActor actor,
      ProcessEngine engine,
      ServerConfiguration configuration) {
    return new EngineSetup(
        lock,
        access,
        actor,
        new RunbookDeployer(engine.getRepositoryService()),
        new OwnTable(configuration.folder()));
  }
}
