package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The shop's configuration folder: keys, secrets, the server's own file and the plan. */
final class ShopFiles {
  private final Path home;

  /** In this folder, which is there. */
  ShopFiles(Path home) {
    this.home = home;
  }

  /**
   * What the server's own file says.
   *
   * @param database the lines of its database
   * @param tls what follows the port
   */
  record ServerLines(int port, String tls, String database, int mailPort) {}

  /** Where the shop's data and its traffic are. */
  record Places(String production, String standby, String sandbox, String socket, String site) {}

  /** Writes all of it but the plan. */
  void write(ServerLines lines) throws IOException {
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
    Files.writeString(config.resolve("drillbook.yaml"), serverYaml(lines));
  }

  /** Keeps a secret and gives the reference to it. */
  String secret(String name, String value) throws IOException {
    Path file = home.resolve(name + ".secret");
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return "${file:" + file + "}";
  }

  /** Writes the plan anew with this RTO. */
  void writePlan(String rto, Places places) throws IOException {
    Files.writeString(plan(), planYaml(rto, places));
  }

  /** Changes some text of the plan, which must be there. */
  void changePlan(String from, String to) throws IOException {
    String before = Files.readString(plan());
    if (!before.contains(from)) {
      throw new IllegalArgumentException("the plan does not say " + from + ": " + before);
    }
    Files.writeString(plan(), before.replace(from, to));
  }

  /** Appends lines to the server's own file. */
  void configure(String lines) throws IOException {
    Files.writeString(home.resolve("config/drillbook.yaml"), lines, StandardOpenOption.APPEND);
  }

  /** What the server's own process wrote, where each line is a JSON document. */
  List<JsonNode> log() {
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

  private Path plan() {
    return home.resolve("config/plans/shop.yaml");
  }

  private String serverYaml(ServerLines lines) {
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
        .formatted(lines.port(), lines.database(), home, lines.mailPort(), lines.tls());
  }

  private String planYaml(String rto, Places places) {
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
            places.production(),
            places.standby(),
            places.sandbox(),
            home,
            places.socket(),
            places.site());
  }
}
