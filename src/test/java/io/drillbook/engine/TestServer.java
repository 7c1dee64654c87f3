package io.drillbook.engine;

import io.drillbook.assembly.Drivers;
import io.drillbook.config.ServerReader;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.secret.file.FileSecrets;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.secret.SecretsByScheme;
import io.drillbook.testbed.FirstLogins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole server on a free port, with its state in a folder of its own. */
public final class TestServer implements AutoCloseable {
  private static final String NEEDED =
      """
      vaults: { primary: { kind: directory, path: vault } }
      keys: { ops: { public: ops.asc } }
      """;

  private final Path base;
  private ConfigurableApplicationContext context;
  private final Map<String, String> passwords = new HashMap<>();

  private TestServer(Path base) {
    this.base = base;
    Path config = base.resolve("config");
    Secrets secrets =
        new SecretsByScheme(
            Map.of("environment", new EnvironmentSecrets(), "file", new FileSecrets()));
    // Without the runbooks: their listeners would refuse the small models of these tests.
    context =
        DrillbookServer.start(
            new ServerReader(Drivers.known(config)).require(config), secrets, OptionalInt.of(0));
    readPasswords();
  }

  /** Starts one on the embedded defaults. */
  public static TestServer start(Path base) {
    return start(base, "server: { address: 127.0.0.1, port: 0 }\n");
  }

  /** Starts one with the given {@code drillbook.yaml}. */
  public static TestServer start(Path base, String yaml) {
    configure(base, yaml);
    return new TestServer(base);
  }

  /** Writes {@code drillbook.yaml}, completed by what every server needs; starts nothing. */
  public static Path configure(Path base, String yaml) {
    try {
      Path config = Files.createDirectories(base.resolve("config"));
      TestKeys.write(config, "ops", OpenPgpKeys.generate("ops", new char[0], Clock.systemUTC()));
      Files.writeString(config.resolve("drillbook.yaml"), yaml + NEEDED);
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that holds a secret. */
  public static Path secretFile(Path folder, String secret) {
    try {
      Path file = folder.resolve(secret + ".txt");
      Files.writeString(file, secret);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readPasswords() {
    if (Files.exists(firstLoginFile())) {
      passwords.putAll(FirstLogins.in(base).passwords());
    }
  }

  public Path firstLoginFile() {
    return base.resolve(FirstLogins.FILE);
  }

  public String password(String user) {
    return passwords.get(user);
  }

  public ProcessEngine engine() {
    return context.getBean(ProcessEngine.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public int port() {
    return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  /** A client that knows nobody. */
  public TestClient anonymous() {
    return new TestClient(URI.create("http://127.0.0.1:" + port()));
  }

  /** A client that sends name and password with each request. */
  public TestClient as(String user) {
    return anonymous().basic(user, password(user));
  }

  @Override
  public void close() {
    context.close();
    // A static field holds it as long as the JVM lives, and a server is 50 MB.
    context = null;
  }
}
