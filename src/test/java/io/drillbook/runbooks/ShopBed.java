package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.drillbook.assembly.Drillbook;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.HaproxyServer;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A whole shop under protection: a production and a recovery cluster, HAProxy in front of two
 * sites, a mail server, keys, a plan, and Drillbook itself. Everything is real and on loopback.
 */
public final class ShopBed implements AutoCloseable {
  public static final String SYSTEM = "shop";

  private final Path home;
  private final PostgresCluster production = PostgresCluster.start();
  private final PostgresCluster recovery = PostgresCluster.start();
  private final HaproxyServer haproxy;
  private final GreenMail mail;
  private final int port;
  private final boolean tls;
  private ConfigurableApplicationContext server;

  /** Starts all of it but the server, with this RTO. */
  public ShopBed(String rto) throws IOException {
    this(rto, false);
  }

  /** The same, with a server that speaks https by a certificate of its own where asked to. */
  public ShopBed(String rto, boolean tls) throws IOException {
    this.tls = tls;
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

  private void writeConfiguration(String rto) throws IOException {
    Files.createDirectories(home.resolve("vault"));
    Path config = Files.createDirectories(home.resolve("config"));
    Files.createDirectories(config.resolve("plans"));
    Path keys = Files.createDirectories(config.resolve("keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      var key =
          OpenPgpKeys.generate(
              name + " <" + name + "@example.com>", new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      if (!"escrow".equals(name)) {
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
    server: { address: 127.0.0.1, port: %d%s }
    database: { url: "%s" }
    vaults:
      primary: { kind: directory, path: %s/vault, site: berlin }
    keys:
      ops:    { public: keys/ops.asc, private: keys/ops.private.asc }
      escrow: { public: keys/escrow.asc }
      signer: { public: keys/signer.asc, private: keys/signer.private.asc }
    mail: { host: 127.0.0.1, port: %d, from: drillbook@example.com }
    """
        .formatted(port, tls ? ", tls: { self-signed: true }" : "", "jdbc:h2:file:./var/engine", home, mail.getSmtp().getPort());
  }

  /** Writes the plan anew with this RTO; the running server picks it up. */
  public void writePlan(String rto) throws IOException {
    Files.writeString(home.resolve("config/plans/shop.yaml"), planYaml(rto));
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

  /** Starts the server. */
  public ShopBed serve() {
    server = Drillbook.serve(home.resolve("config"), OptionalInt.empty());
    return this;
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
        tls ? Optional.of(home.resolve("var/tls/certificate.pem")) : Optional.empty());
  }

  /** Where the server is. */
  public String address() {
    return (tls ? "https" : "http") + "://127.0.0.1:" + port;
  }

  /** The password of the one-time user of that name. */
  public String password(String user) {
    try {
      for (String line : Files.readAllLines(home.resolve("var/first-login.txt"))) {
        String[] words = line.split("\\s+", 3);
        if (words[0].equals(user)) {
          return words[2];
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw new IllegalArgumentException("no such user: " + user);
  }

  /** Waits until the run is over and gives its timeline. */
  public JsonNode ended(String runId) {
    Client client = as("auditor");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> client.get("/api/v1/runs/" + runId).path("verdict").isTextual());
    return client.get("/api/v1/runs/" + runId + "/timeline");
  }

  /** Starts a run by the API. */
  public String start(String user, String path, Map<String, Object> body) {
    return as(user)
        .post("/api/v1/systems/shop/" + path, new HashMap<>(body))
        .path("runId")
        .asText();
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
    mail.stop();
    haproxy.close();
    production.close();
    recovery.close();
  }
}
