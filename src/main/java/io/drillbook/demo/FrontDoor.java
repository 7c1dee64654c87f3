package io.drillbook.demo;

import io.drillbook.spi.step.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** HAProxy before the shop: server {@code production} takes traffic, {@code standby} waits. */
final class FrontDoor implements AutoCloseable {
  private final int port = FreePort.next();
  private final Path socket;
  private final ServerProcess process;

  FrontDoor(Path home, int production, int standby, Parts parts) {
    try {
      Files.createDirectories(home);
      this.socket = home.resolve("admin.sock");
      Path file = home.resolve("haproxy.cfg");
      Files.writeString(file, configuration(production, standby));
      this.process =
          ServerProcess.start(
              "haproxy",
              List.of(program(), "-db", "-f", file.toString()),
              Map.of(),
              home,
              home.resolve("haproxy.log"),
              parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean up =
        Patience.until(
            Duration.ofSeconds(15),
            Duration.ofMillis(50),
            parts.cancellation(),
            () -> !process.isAlive() || Web.get(address() + "/status").status() == 200);
    if (!up || !process.isAlive()) {
      process.close();
      throw process.died();
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  Path socket() {
    return socket;
  }

  @Override
  public void close() {
    process.close();
  }

  private String configuration(int production, int standby) {
    return """
    global
      stats socket %s level admin mode 600
    defaults
      mode http
      timeout connect 1s
      timeout client 10s
      timeout server 10s
    frontend shop
      bind 127.0.0.1:%d
      default_backend shop
    backend shop
      option httpchk GET /status
      http-response set-header X-Served-By %%s
      default-server inter 500 fastinter 200 fall 2 rise 2
      server production 127.0.0.1:%d check
      server standby 127.0.0.1:%d check disabled
    """
        .formatted(socket, port, production, standby);
  }

  private static String program() {
    // Debian keeps it where a normal user's PATH does not look.
    return Files.isExecutable(Path.of("/usr/sbin/haproxy")) ? "/usr/sbin/haproxy" : "haproxy";
  }
}
