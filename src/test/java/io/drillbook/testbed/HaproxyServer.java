package io.drillbook.testbed;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * A real HAProxy with two small web servers behind it, {@code production} (taking traffic) and
 * {@code standby} (in maintenance), everything on loopback.
 */
public final class HaproxyServer implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final int frontend;
  private final int controlPort;
  private final Site production;
  private final Site standby;

  private HaproxyServer(Path folder, Site production, Site standby) throws IOException {
    this.folder = folder;
    this.production = production;
    this.standby = standby;
    this.frontend = freePort();
    this.controlPort = freePort();
    Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), configuration());
    this.process =
        new ProcessBuilder(binary(), "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
  }

  /** Starts all three; returns once production answers through HAProxy. */
  public static HaproxyServer start() throws IOException {
    // Short: a socket's path may have 107 characters only.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "dbha");
    HaproxyServer server = new HaproxyServer(folder, new Site("production"), new Site("standby"));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> "production".equals(server.whoAnswers()));
    return server;
  }

  public String socket() {
    return folder.resolve("admin.sock").toString();
  }

  /** The runtime API once more, by TCP. */
  public int controlPort() {
    return controlPort;
  }

  public String address() {
    return "http://127.0.0.1:" + frontend + "/";
  }

  public Site production() {
    return production;
  }

  public Site standby() {
    return standby;
  }

  /**
   * The site that answers through HAProxy, or "none" after some seconds: on a busy machine HAProxy
   * itself may miss a health check.
   */
  public String whoAnswers() {
    String answer = get(address());
    for (int more = 20; more > 0 && answer.equals("none"); more--) {
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
      answer = get(address());
    }
    return answer;
  }

  static String get(String address) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setRequestProperty("Connection", "close");
      connection.setConnectTimeout(2000);
      connection.setReadTimeout(2000);
      try (var in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "none";
    }
  }

  /** Ends HAProxy only. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    production.stop();
    standby.stop();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Patient with a site that a busy machine keeps waiting; one that is gone refuses at once. */
  private String configuration() {
    return """
    global
      stats socket %s/admin.sock level admin mode 600
      stats socket ipv4@127.0.0.1:%d level admin
    defaults
      mode http
      timeout connect 1s
      timeout client 10s
      timeout server 10s
      timeout check 5s
    frontend site
      bind 127.0.0.1:%d
      default_backend sites
    backend sites
      option httpchk GET /
      http-response set-header X-Served-By %%s
      default-server inter 200 fastinter 100 fall 2 rise 2
      server production 127.0.0.1:%d check
      server standby 127.0.0.1:%d check disabled
    """
        .formatted(folder, controlPort, frontend, production.port(), standby.port());
  }

  private static String binary() {
    return Files.isExecutable(Path.of("/usr/sbin/haproxy")) ? "/usr/sbin/haproxy" : "haproxy";
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A web server that answers with its name; may be stopped and started again. */
  public static final class Site {
    private final String name;
    private final int port;
    private HttpServer server;

    Site(String name) throws IOException {
      this.name = name;
      this.port = freePort();
      start();
    }

    public int port() {
      return port;
    }

    /** Starts answering on the site's port. */
    public void start() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
    }

    public void stop() {
      server.stop(0);
    }
  }
}
