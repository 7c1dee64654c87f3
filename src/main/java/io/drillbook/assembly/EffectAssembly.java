package io.drillbook.assembly;

import io.drillbook.spi.store.EffectStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.store.JdbcEffectStore;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.cutover.PrepareCutover;
import io.drillbook.usecase.cutover.SwitchBack;
import io.drillbook.usecase.cutover.SwitchTraffic;
import io.drillbook.usecase.effect.EffectLedger;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** What has an effect outside, as beans. */
@Configuration(proxyBeanMethods = false)
class EffectAssembly {
  @Bean
  EffectStore effectStore(DataSource dataSource, PlatformTransactionManager transactions) {
    return new JdbcEffectStore(dataSource, transactions);
  }

  @Bean
  EffectLedger effectLedger(EffectStore effects, RecordStore record, Clock clock) {
    return new EffectLedger(effects, record, clock);
  }

  @Bean
  SwitchTraffic switchTraffic(CutoverDrivers drivers, EffectLedger ledger, RecordStore record) {
    return new SwitchTraffic(drivers, ledger, record);
  }

  @Bean
  SwitchBack switchBack(CutoverDrivers drivers, EffectLedger ledger) {
    return new SwitchBack(drivers, ledger);
  }

  @Bean
  PrepareCutover prepareCutover(CutoverDrivers drivers) {
    return new PrepareCutover(drivers);
  }
}
