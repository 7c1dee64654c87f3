package io.drillbook.engine.rest;

import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine's REST interface, with our answers to what our guard refuses. */
@Configuration(proxyBeanMethods = false)
class RestConfiguration {
  @Bean
  CamundaJerseyResourceConfig engineRest() {
    return new CamundaJerseyResourceConfig() {
      @Override
      protected void registerAdditionalResources() {
        super.registerAdditionalResources();
        register(FaultAnswers.Wrapped.class);
        register(FaultAnswers.Thrown.class);
        register(FaultAnswers.Plain.class);
      }
    };
  }
}
