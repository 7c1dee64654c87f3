package io.drillbook.engine.boot;

import io.drillbook.config.ServerReader;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.secret.file.FileSecrets;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.secret.SecretsByScheme;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the server needs before Spring is there.
 *
 * @param server the configuration that was read
 * @param secrets resolves its references and those of the plans
 */
public record BootConfiguration(ServerConfiguration server, Secrets secrets) {
  /**
   * Reads {@code drillbook.yaml}.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where it is wrong
   */
  public static BootConfiguration read(Path configFolder) {
    Secrets secrets =
        new SecretsByScheme(
            Map.of("environment", new EnvironmentSecrets(), "file", new FileSecrets()));
    ServerReader reader = new ServerReader(Drivers.of(secrets, configFolder).kinds());
    return new BootConfiguration(reader.require(configFolder), secrets);
  }
}
