package io.drillbook.assembly;

import io.drillbook.config.ServerReader;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.WebServer;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.secret.file.FileSecrets;
import io.drillbook.engine.DrillbookServer;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.secret.SecretsByScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole product put together: the only room that knows all others. */
public final class Drillbook {
  private Drillbook() {}

  /**
   * Starts the server; it is ready when {@code /actuator/health} says UP, and stops in good order
   * when the context is closed.
   *
   * @param folder the configuration folder
   * @param port instead of the configured one
   * @param additions further configuration classes, such as one with another clock
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID naming file and line where the
   *     configuration is wrong
   */
  public static ConfigurableApplicationContext serve(
      Path folder, OptionalInt port, Class<?>... additions) {
    Secrets secrets =
        new SecretsByScheme(
            Map.of("environment", new EnvironmentSecrets(), "file", new FileSecrets()));
    Drivers drivers = Drivers.all(secrets, folder.toAbsolutePath().normalize());
    ServerConfiguration read = new ServerReader(drivers.kinds()).require(folder);
    ServerConfiguration configuration = port.isPresent() ? at(read, port.getAsInt()) : read;
    Class<?>[] all =
        Stream.concat(Stream.of(ServerAssembly.class), Stream.of(additions))
            .toArray(Class<?>[]::new);
    return DrillbookServer.start(configuration, secrets, port, all);
  }

  private static ServerConfiguration at(ServerConfiguration read, int port) {
    WebServer server = read.server();
    return new ServerConfiguration(
        read.folder(),
        read.stateFolder(),
        new WebServer(server.address(), port, server.tls(), server.publicUrl()),
        read.database(),
        read.vaults(),
        read.keys(),
        read.mail(),
        read.firstLoginFile(),
        read.outreach(),
        read.logFormat(),
        read.evidence());
  }
}
