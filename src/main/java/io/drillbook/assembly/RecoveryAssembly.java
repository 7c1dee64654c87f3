package io.drillbook.assembly;

import io.drillbook.spi.secret.Secrets;
import io.drillbook.usecase.CheckDrivers;
import io.drillbook.usecase.incident.RedeployService;
import io.drillbook.usecase.restore.RunCommand;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What brings a service back beside its data, as beans. */
@Configuration(proxyBeanMethods = false)
class RecoveryAssembly {
  @Bean
  RedeployService redeployService(RunCommand commands, CheckDrivers checks, Secrets secrets) {
    return new RedeployService(commands, checks, secrets);
  }
}
