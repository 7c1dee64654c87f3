package io.drillbook.engine.boot;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.domain.system.ServerConfiguration.Database;
import io.drillbook.domain.system.ServerConfiguration.TlsSettings;
import io.drillbook.domain.system.ServerConfiguration.WebServer;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the server needs before Spring is there.
 *
 * @param server the configuration that was read
 * @param secrets resolves its references
 */
public record BootConfiguration(ServerConfiguration server, Secrets secrets) {
  /**
   * Reads {@code drillbook.yaml}; where there is none, the embedded defaults hold.
   *
   * @throws Fault INPUT_INVALID where it cannot be read
   */
  public static BootConfiguration read(Path configFolder) {
    Path folder = configFolder.toAbsolutePath().normalize();
    Path base = folder.getParent();
    Map<?, ?> root = load(folder.resolve("drillbook.yaml"));
    Map<?, ?> server = section(root, "server");
    Map<?, ?> database = section(root, "database");
    ServerConfiguration configuration =
        new ServerConfiguration(
            folder,
            base.resolve("var"),
            new WebServer(
                text(server, "address").orElse("127.0.0.1"),
                Integer.parseInt(text(server, "port").orElse("8080")),
                tls(server, folder),
                Optional.empty()),
            new Database(
                text(database, "url")
                    .orElse("jdbc:h2:file:./var/engine")
                    .replace("jdbc:h2:file:./", "jdbc:h2:file:" + base + "/"),
                text(database, "username"),
                text(database, "password").map(BootConfiguration::reference)),
            Map.of(),
            Map.of(),
            Optional.empty(),
            base.resolve(
                text(section(root, "users"), "first-login-file").orElse("var/first-login.txt")));
    return new BootConfiguration(configuration, BootConfiguration::resolve);
  }

  private static Optional<TlsSettings> tls(Map<?, ?> server, Path folder) {
    if (!(server.get("tls") instanceof Map<?, ?> tls)) {
      return Optional.empty();
    }
    return Optional.of(
        new TlsSettings(
            text(tls, "certificate").map(folder::resolve), text(tls, "key").map(folder::resolve)));
  }

  private static Map<?, ?> load(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return root instanceof Map<?, ?> map ? map : Map.of();
    } catch (IOException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read '" + file + "'",
          "Check that the file is there and readable.",
          e);
    }
  }

  private static Map<?, ?> section(Map<?, ?> root, String name) {
    return root.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Optional<String> text(Map<?, ?> section, String name) {
    return Optional.ofNullable(section.get(name)).map(Object::toString);
  }

  private static SecretReference reference(String text) {
    return new SecretReference("environment", text.replaceAll("^\\$\\{|}$", ""));
  }

  private static Secret resolve(SecretReference reference) {
    return Secret.of(Optional.ofNullable(System.getenv(reference.name())).orElse(""));
  }
}
