package io.drillbook.engine;

import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.boot.ServerApplication;
import io.drillbook.engine.boot.ServerProperties;
import io.drillbook.engine.boot.StartConditions;
import io.drillbook.engine.boot.StateFiles;
import io.drillbook.engine.boot.TlsFiles;
import io.drillbook.spi.secret.Secrets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/** Starts the server: the engine, its pages and interfaces, and everything that hangs on them. */
public final class DrillbookServer {
  private DrillbookServer() {}

  /**
   * Starts the server from a configuration that has been read.
   *
   * @param additions further configuration classes
   */
  public static ConfigurableApplicationContext start(
      ServerConfiguration configuration, Secrets secrets, OptionalInt port, Class<?>... additions) {
    StartConditions.check(configuration);
    StateFiles.prepare(configuration);
    TlsFiles.prepare(configuration);
    SpringApplication application = new SpringApplication(ServerApplication.class);
    application.addPrimarySources(List.of(additions));
    application.setEnvironment(environment(ServerProperties.of(configuration, secrets, port)));
    application.setRegisterShutdownHook(true);
    application.setApplicationContextFactory(
        type -> new AnnotationConfigServletWebServerApplicationContext());
    application.addInitializers(
        context -> {
          context.getBeanFactory().registerSingleton("serverConfiguration", configuration);
          context.getBeanFactory().registerSingleton("secrets", secrets);
        });
    return application.run();
  }

  private static ConfigurableEnvironment environment(Map<String, Object> properties) {
    ConfigurableEnvironment environment = new StandardServletEnvironment();
    environment.getPropertySources().addFirst(ServerProperties.fixed());
    environment.getPropertySources().addFirst(new MapPropertySource("drillbook.yaml", properties));
    return environment;
  }
}
