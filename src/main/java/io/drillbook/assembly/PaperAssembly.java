package io.drillbook.assembly;

import io.drillbook.engine.runbook.PaperWatch;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Paths;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.paper.KeepPaper;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runbooks on paper, as beans. */
@Configuration(proxyBeanMethods = false)
class PaperAssembly {
  @Bean
  KeepPaper keepPaper(Paths paths, Vaults vaults, KeyRing keys, Clock clock) {
    return new KeepPaper(PaperPlan::model, paths, vaults, keys, clock);
  }

  @Bean
  PaperWatch paperWatch(Plans plans, KeepPaper keep, Clock clock) {
    return new PaperWatch(plans, keep, clock);
  }
}
