package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.drillbook.assembly.Drillbook;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.FirstLogins;
import io.drillbook.testbed.HaproxyServer;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
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

  /** Far longer than any run takes where nobody is asked: a busy machine is no failure. */
  private static final Duration A_RUN = Duration.ofMinutes(5);

  private final Path home;
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
    fillShop();
    writeConfiguration(rto);
  }

  private void fillShop() {
    production.sql(
        "postgres",
        "create role backup login password 'backup-secret'",
        "grant pg_read_all_data to backup",
        "grant pg_monitor to backup",
        "create database shop");
    production.sql(
        "shop",
        "create table orders (id serial primary key, item text not null, placed timestamptz"
            + " not null default now())",
        "insert into orders (item) select 'item ' || n from generate_series(1, 2000) n");
  }

  /**
   * From here on a recovery point of the shop takes this long to restore: one row's constraint
   * sleeps while the data is copied in, as long as the database is a restore's staging database.
   */
  public void slowDownRestores(int seconds) {
    production.sql(
        "shop",
        """
        create or replace function slow(id int) returns bool language plpgsql immutable as $$
        begin
          if pg_catalog.current_database() like 'drb%%' then
            perform pg_catalog.pg_sleep(%d);
          end if;
          return true;
        end $$"""
            .formatted(seconds),
        "create table if not exists slow_step (id int check (slow(id)))",
        "truncate slow_step",
        "insert into slow_step values (1)");
  }

  private void writeConfiguration(String rto) throws IOException {
    Files.createDirectories(home.resolve("vault"));
    Files.createDirectories(home.resolve("small"));
    Path config = Files.createDirectories(home.resolve("config"));
    Files.createDirectories(config.resolve("plans"));
    Path keys = Files.createDirectories(config.resolve("keys"));
    for (String name : List.of("ops", "escrow", "spare", "signer")) {
      var key =
          OpenPgpKeys.generate(
              name + " <" + name + "@example.com>", new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      if (!List.of("escrow", "spare").contains(name)) {
        Files.writeString(keys.resolve(name + ".private.asc"), key.privateKey());
      }
    }
    secret("backup", "backup-secret");
    secret("admin", PostgresCluster.PASSWORD);
    Files.writeString(config.resolve("drillbook.yaml"), serverYaml());
    writePlan(rto);
  }

  private void secret(String name, String value) throws IOException {
    Path file = home.resolve(name + ".secret");
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private String serverYaml() {
    return """
    server: { address: 127.0.0.1, port: %1$d%5$s }
    database: { %2$s }
    vaults:
      primary: { kind: directory, path: %3$s/vault, site: berlin }
      small: { kind: directory, path: %3$s/small, site: oslo }
    keys:
      ops:    { public: keys/ops.asc, private: keys/ops.private.asc }
      escrow: { public: keys/escrow.asc }
      spare:  { public: keys/spare.asc }
      signer: { public: keys/signer.asc, private: keys/signer.private.asc }
    mail: { host: 127.0.0.1, port: %4$d, from: drillbook@example.com }
    """
        .formatted(
            port,
            engineDatabase(),
            home,
            mail.getSmtp().getPort(),
            variant == Variant.TLS ? ", tls: { self-signed: true }" : "");
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
    Files.writeString(home.resolve("config/plans/shop.yaml"), planYaml(rto));
  }

  /** Changes some text of the shop's plan; the running server picks it up. */
  public void changePlan(String from, String to) throws IOException {
    Path file = home.resolve("config/plans/shop.yaml");
    String before = Files.readString(file);
    if (!before.contains(from)) {
      throw new IllegalArgumentException("the plan does not say " + from + ": " + before);
    }
    Files.writeString(file, before.replace(from, to));
  }

  private String planYaml(String rto) {
    return """
    system: shop
    owner: owner@example.com
    zone: Europe/Berlin
    objectives: { rto: %1$s, rpo: 24h }
    sources:
      db: { kind: postgresql, url: "%2$s", username: backup, password: "${file:%5$s/backup.secret}" }
    backup:
      schedule: "0 2 * * *"
      vaults: [primary]
      required: [primary]
      encrypt-to: [ops, escrow]
      sign-with: signer
    retention: { daily: 14, weekly: 12, monthly: 12, keep-at-least: 3 }
    targets:
      standby: { sources: { db: { url: "%3$s", username: postgres, password: "${file:%5$s/admin.secret}" } } }
      sandbox: { disposable: true, sources: { db: { url: "%4$s", username: postgres, password: "${file:%5$s/admin.secret}" } } }
    verify:
      - sql: { source: db, query: "select count(*) from orders", at-least: 1 }
      - http: { url: "%7$s", expect: 200, when: service }
    recovery:
      target: standby
      cutover: [ { haproxy: { socket: "%6$s", backend: sites, from: production, to: standby } } ]
      observe: { for: 2s, rollback-on-failure: true }
    approvals:
      cutover: { from: approvers, required: 1, deputies: managers, deputies-after: 10m, expires-after: 1h }
    drills:
      weekly: { schedule: "0 4 * * 0", target: sandbox, scenario: database-corruption }
    readiness: { schedule: off }
    notify: { oncall: [oncall@example.com], managers: [cto@example.com] }
    """
        .formatted(
            rto,
            production.url("shop"),
            recovery.url("shop"),
            recovery.url("shop_drill"),
            home,
            haproxy.socket(),
            haproxy.address());
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

  /** Appends lines to drillbook.yaml; the next start reads them. */
  public void configure(String lines) throws IOException {
    Files.writeString(home.resolve("config/drillbook.yaml"), lines, StandardOpenOption.APPEND);
  }

  /** A reference to a secret of that value. */
  public String secretFile(String name, String value) throws IOException {
    secret(name, value);
    return "${file:" + home + "/" + name + ".secret}";
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
    List<JsonNode> lines = new ArrayList<>();
    String read = "";
    try {
      for (String line : Files.readAllLines(home.resolve("server.log"))) {
        read = line;
        // Java's own word about how the tests have it compile.
        if (!line.endsWith("compiler directives added")) {
          lines.add(new ObjectMapper().readTree(line));
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a line is no JSON: " + read, e);
    }
    return lines;
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
          .atMost(A_RUN)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> client.get("/api/v1/runs/" + runId).path("verdict").isTextual());
    } catch (ConditionTimeoutException e) {
      JsonNode soFar = client.get("/api/v1/runs/" + runId + "/timeline");
      throw new AssertionError("not over within " + A_RUN + ": " + soFar.toPrettyString(), e);
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
