package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The real server, {@code drillbook serve}, in a JVM of its own. */
final class DemoServer {
  private final int port;
  private final DemoConfiguration configuration;

  private DemoServer(int port, DemoConfiguration configuration) {
    this.port = port;
    this.configuration = configuration;
  }

  /** Starts it; returns once its health probe says UP. */
  static DemoServer start(int port, DemoConfiguration configuration, Parts parts) {
    Path state = configuration.folder().getParent();
    List<String> command =
        drillbook("serve", "--config", configuration.folder().toString(), "--port", "" + port);
    ServerProcess process =
        ServerProcess.start(
            "drillbook serve",
            command,
            configuration.environment(),
            state,
            state.resolve("server.log"),
            parts);
    DemoServer server = new DemoServer(port, configuration);
    boolean up =
        Patience.until(
            Duration.ofMinutes(3),
            Duration.ofMillis(250),
            parts.cancellation(),
            () -> !process.isAlive() || server.isUp());
    if (!up || !process.isAlive()) {
      process.killHard();
      throw process.died();
    }
    return server;
  }

  /** This very program with other words. */
  static List<String> drillbook(String... words) {
    String path = System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=UTC",
                "-XX:+UseSerialGC"));
    command.addAll(
        path.endsWith(".jar") && !path.contains(":")
            ? List.of("-jar", path)
            : List.of("-cp", path, "io.drillbook.cli.Main"));
    command.addAll(List.of(words));
    return command;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The accounts of the first start by group: user and one-time password. */
  Map<String, Login> logins() {
    try {
      return Files.readAllLines(configuration.firstLogins()).stream()
          .map(line -> line.split("\\s+", -1))
          .filter(words -> words.length >= 3)
          .collect(
              Collectors.toMap(
                  words -> words[1],
                  words -> new Login(words[0], words[2]),
                  (first, second) -> first,
                  LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An account. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  Login login(String group) {
    Login login = logins().get(group);
    if (login == null) {
      throw new Fault(
          FaultCode.INTERNAL,
          "unable to find the demo's account of the group: '" + group + "'",
          "Look into " + configuration.firstLogins() + ".");
    }
    return login;
  }

  private boolean isUp() {
    Web.Answer answer = Web.get(address() + "/actuator/health");
    return answer.status() == 200 && answer.body().contains("\"UP\"");
  }
}
