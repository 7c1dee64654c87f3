package io.drillbook.assembly;

import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.cutover.PrepareCutover;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has an effect outside, as beans. */
@Configuration(proxyBeanMethods = false)
class EffectAssembly {
  @Bean
  PrepareCutover prepareCutover(CutoverDrivers drivers) {
    return new PrepareCutover(drivers);
  }
}
