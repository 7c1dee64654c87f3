package io.drillbook.assembly;

import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.store.JdbcOwedStore;
import io.drillbook.usecase.pause.HoldPause;
import io.drillbook.usecase.pause.HomeGuard;
import io.drillbook.usecase.pause.PauseWrites;
import io.drillbook.usecase.pause.ResumeWrites;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What pauses production for a backup and lets it go on, as beans. */
@Configuration(proxyBeanMethods = false)
class PauseAssembly {
  @Bean
  OwedStore owedStore(DataSource dataSource, PlatformTransactionManager transactions) {
    return new JdbcOwedStore(dataSource, transactions);
  }

  @Bean
  PauseWrites pauseWrites(
      OwedStore owed, ServerConfiguration configuration, Clock clock, HomeGuard home) {
    return new PauseWrites(owed, configuration.folder(), server(), clock, home);
  }

  @Bean
  HoldPause holdPause(OwedStore owed, RecordStore record) {
    return new HoldPause(owed, record);
  }

  @Bean
  ResumeWrites resumeWrites(
      OwedStore owed, ServerConfiguration configuration, Clock clock, HomeGuard home) {
    return new ResumeWrites(owed, configuration.folder(), clock, home);
  }

  private static String server() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }
}
