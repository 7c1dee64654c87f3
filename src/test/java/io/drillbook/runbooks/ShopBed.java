package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.drillbook.assembly.Drillbook;
import io.drillbook.testbed.FirstLogins;
import io.drillbook.testbed.HaproxyServer;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A whole shop under protection: a production and a recovery cluster, HAProxy in front of two
 * sites, a mail server, keys, a plan, and Drillbook itself. Everything is real and on loopback.
 */
public final class ShopBed implements AutoCloseable {
  public static final String SYSTEM = "shop";

  private final Path home;
  private final ShopFiles files;
  private final PostgresCluster production = PostgresCluster.start();
  private final PostgresCluster recovery = PostgresCluster.start();
  private final HaproxyServer haproxy;
  private final GreenMail mail;
  private final int port;
  private final Variant variant;
  private ConfigurableApplicationContext server;
  private ServerChild child;

  /** Starts all of it but the server, with this RTO and the embedded defaults. */
  public ShopBed(String rto) throws IOException {
    this(rto, Variant.EMBEDDED);
  }

  /** How the server is set up. */
  public enum Variant {
    /** Plain http, the embedded database. */
    EMBEDDED,
    /** Plain http, the engine on PostgreSQL. */
    ON_POSTGRES,
    /** Https by a certificate of its own, the embedded database. */
    TLS
  }

  /** The same, set up otherwise. */
  public ShopBed(String rto, Variant variant) throws IOException {
    this.variant = variant;
    home = Files.createTempDirectory("shop-bed");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    haproxy = HaproxyServer.start();
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    port = freePort();
    new ShopData(production).fill();
    files = new ShopFiles(home);
    files.write(
        new ShopFiles.ServerLines(
            port,
            variant == Variant.TLS ? ", tls: { self-signed: true }" : "",
            engineDatabase(),
            mail.getSmtp().getPort()));
    writePlan(rto);
  }

  /**
   * From here on a recovery point of the shop takes this long to restore: one row's constraint
   * sleeps while the data is copied in, as long as the database is a restore's staging database.
   */
  public void slowDownRestores(int seconds) {
    new ShopData(production).slowDownRestores(seconds);
  }

  private String engineDatabase() {
    if (variant != Variant.ON_POSTGRES) {
      return "url: \"jdbc:h2:file:./var/engine\"";
    }
    recovery.sql("postgres", "create database engine");
    return "url: \"%s\", username: postgres, password: \"${file:%s/admin.secret}\""
        .formatted(recovery.jdbcUrl("engine"), home);
  }

  /** Writes the plan anew with this RTO; the running server picks it up. */
  public void writePlan(String rto) throws IOException {
    files.writePlan(
        rto,
        new ShopFiles.Places(
            production.url("shop"),
            recovery.url("shop"),
            recovery.url("shop_drill"),
            haproxy.socket(),
            haproxy.address()));
  }

  /** Changes some text of the shop's plan; the running server picks it up. */
  public void changePlan(String from, String to) throws IOException {
    files.changePlan(from, to);
  }

  /** Appends lines to drillbook.yaml; the next start reads them. */
  public void configure(String lines) throws IOException {
    files.configure(lines);
  }

  /** A reference to a secret of that value. */
  public String secretFile(String name, String value) throws IOException {
    return files.secret(name, value);
  }

  /** Starts the server; it looks for changes that concern readiness once an hour. */
  public ShopBed serve(Class<?>... additions) {
    return serve(3_600, additions);
  }

  /** Starts the server, which looks for changes that concern readiness every so many seconds. */
  public ShopBed serve(int readinessSeconds, Class<?>... additions) {
    System.setProperty("drillbook.readiness.seconds", String.valueOf(readinessSeconds));
    server = Drillbook.serve(home.resolve("config"), OptionalInt.empty(), additions);
    return this;
  }

  /** Starts the server as a process of its own, which can be killed. */
  public ServerChild serveAsChild(int leaseSeconds) {
    if (child != null) {
      child.close();
    }
    child = ServerChild.start(home.resolve("config"), port, leaseSeconds);
    return child;
  }

  /** What the server's own process wrote, where each line is a JSON document. */
  public List<JsonNode> log() {
    return files.log();
  }

  /** The server's own process dies at once, as by {@code kill -9}; what it started lives on. */
  public void killChild() {
    child.kill();
  }

  /** Stops the server in this JVM and starts it again on the same state. */
  public ShopBed restart() {
    server.close();
    return serve();
  }

  /** A client that is logged in as the one-time user of that name. */
  public Client as(String user) {
    return as(user, password(user));
  }

  /** A client that is logged in as somebody. */
  public Client as(String user, String password) {
    return new Client(
        address(),
        user,
        password,
        variant == Variant.TLS
            ? Optional.of(home.resolve("var/tls/certificate.pem"))
            : Optional.empty());
  }

  /** Where the server is. */
  public String address() {
    return (variant == Variant.TLS ? "https" : "http") + "://127.0.0.1:" + port;
  }

  /** The password of the one-time user of that name. */
  public String password(String user) {
    return FirstLogins.in(home).of(user);
  }

  /** Waits until the run is over and gives its timeline. */
  public JsonNode ended(String runId) {
    Client client = as("auditor");
    try {
      Awaitility.await()
          .atMost(Client.PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> client.get("/api/v1/runs/" + runId).path("verdict").isTextual());
    } catch (ConditionTimeoutException e) {
      JsonNode soFar = client.get("/api/v1/runs/" + runId + "/timeline");
      throw new AssertionError(
          "not over within " + Client.PATIENCE + ": " + soFar.toPrettyString(), e);
    }
    return client.get("/api/v1/runs/" + runId + "/timeline");
  }

  /** Starts a run of the shop by the API. */
  public String start(String user, String path, Map<String, Object> body) {
    return startFor(SYSTEM, user, path, body);
  }

  /** Starts a run of a system by the API. */
  public String startFor(String system, String user, String path, Map<String, Object> body) {
    return as(user)
        .post("/api/v1/systems/" + system + "/" + path, new HashMap<>(body))
        .path("runId")
        .asText();
  }

  /** Takes a backup of the shop, which must succeed, and gives the recovery point. */
  public String backup() {
    JsonNode timeline = ended(start("oncall", "backups", Map.of()));
    if (!"succeeded".equals(timeline.at("/run/verdict").asText())) {
      throw new AssertionError(timeline.toPrettyString());
    }
    return as("oncall").get("/api/v1/systems/shop/points").at("/points/0/point").asText();
  }

  /** The lines of a run's record that are of this kind and of this step. */
  public List<JsonNode> lines(String runId, String kind, String step) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode line : as("auditor").get("/api/v1/runs/" + runId + "/timeline").path("record")) {
      JsonNode entry = line.path("entry");
      if (kind.equals(entry.path("kind").asText()) && step.equals(entry.path("step").asText())) {
        found.add(entry);
      }
    }
    return found;
  }

  /** The databases of the recovery cluster that people made, and staging databases. */
  public String recovered() {
    return recovery.query(
        "postgres",
        "select datname from pg_database where datname not in ('postgres', 'template0',"
            + " 'template1', 'engine') order by 1");
  }

  public PostgresCluster production() {
    return production;
  }

  public PostgresCluster recovery() {
    return recovery;
  }

  public HaproxyServer haproxy() {
    return haproxy;
  }

  public GreenMail mail() {
    return mail;
  }

  public Path home() {
    return home;
  }

  public ConfigurableApplicationContext server() {
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
      // A static field holds the bed as long as the JVM lives, and a server is 50 MB.
      server = null;
    }
    if (child != null) {
      child.close();
    }
    mail.stop();
    haproxy.close();
    production.close();
    recovery.close();
    FileSystemUtils.deleteRecursively(home);
  }
}
