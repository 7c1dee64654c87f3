package io.drillbook.demo;

import io.drillbook.pipeline.OpenPgpKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;

/** Writes what a team would have in its repository: drillbook.yaml, one plan, the keys. */
final class DemoConfiguration {
  private final Path folder;
  private final SampleSystem system;
  private final Clock clock;
  private final int port;

  DemoConfiguration(Path home, SampleSystem system, Clock clock, int port) {
    this.folder = home.resolve("drillbook").resolve("config");
    this.system = system;
    this.clock = clock;
    this.port = port;
  }

  Path folder() {
    return folder;
  }

  /** Where the server writes the one-time passwords of its first start. */
  Path firstLogins() {
    return folder.resolveSibling("var").resolve("first-login.txt");
  }

  /** The secrets that the files name, for the server's environment. */
  Map<String, String> environment() {
    DemoSecrets secrets = system.secrets();
    return Map.of(
        "SHOP_DB_PASSWORD",
        secrets.backup(),
        "STANDBY_DB_PASSWORD",
        secrets.admin(),
        "OPS_KEY_PASSPHRASE",
        secrets.opsKey(),
        "SIGNER_PASSPHRASE",
        secrets.signerKey());
  }

  /** Writes all of it, readable by its owner only. */
  void write() {
    try {
      Files.createDirectories(folder.resolve("plans"));
      Files.createDirectories(folder.resolve("keys"));
      Files.createDirectories(vault());
      Files.setPosixFilePermissions(
          folder.getParent(), PosixFilePermissions.fromString("rwx------"));
      key("ops", system.secrets().opsKey(), true);
      key("escrow", DemoSecrets.random().opsKey(), false);
      key("signer", system.secrets().signerKey(), true);
      Files.writeString(folder.resolve("drillbook.yaml"), server());
      Files.writeString(folder.resolve("plans").resolve("shop.yaml"), plan());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path vault() {
    return folder.resolveSibling("vault");
  }

  private void key(String name, String passphrase, boolean withPrivate) throws IOException {
    OpenPgpKeys.GeneratedKey key =
        OpenPgpKeys.generate(name + " <" + name + "@example.com>", passphrase.toCharArray(), clock);
    Files.writeString(folder.resolve("keys").resolve(name + ".asc"), key.publicKey());
    if (withPrivate) {
      Files.writeString(folder.resolve("keys").resolve(name + ".private.asc"), key.privateKey());
    }
  }

  private String server() {
    return """
    server:   { address: 127.0.0.1, port: %d }
    database: { url: "jdbc:h2:file:./var/engine" }
    vaults:
      primary: { kind: directory, path: %s, site: here }
    keys:
      ops:    { public: keys/ops.asc, private: keys/ops.private.asc, passphrase: "${OPS_KEY_PASSPHRASE}" }
      escrow: { public: keys/escrow.asc }
      signer: { public: keys/signer.asc, private: keys/signer.private.asc, passphrase: "${SIGNER_PASSPHRASE}" }
    mail:   { host: 127.0.0.1, port: %d, from: drillbook@example.com }
    users:  { first-login-file: var/first-login.txt }
    """
        .formatted(port, vault(), system.mail().port());
  }

  private String plan() {
    return """
    system: shop
    owner: shop-team@example.com
    zone: Europe/Berlin
    objectives:
      rto: 30m
      rpo: 1h
      scenarios:
        server-failure:      { rto: 30m }
        database-corruption: { rto: 30m }
    sources:
      db:
        kind: postgresql
        url: %s
        username: backup
        password: ${SHOP_DB_PASSWORD}
    backup:
      schedule: "0 * * * *"
      vaults: [primary]
      required: [primary]
      encrypt-to: [ops, escrow]
      sign-with: signer
    retention: { daily: 14, weekly: 12, monthly: 12, keep-at-least: 3 }
    targets:
      standby: { sources: { db: { url: %s, username: admin, password: "${STANDBY_DB_PASSWORD}" } } }
      sandbox: { disposable: true, sources: { db: { url: %s, username: admin, password: "${STANDBY_DB_PASSWORD}" } } }
    verify:
      - sql:  { source: db, query: "select count(*) from orders", at-least: 5000 }
      - sql:  { source: db, query: "select count(*) from orders o left join customers c on c.id = o.customer_id where c.id is null", equals: "0" }
      - http: { url: "%s/status", contains: standby, wait: 30s, when: restore, target: standby }
      - http: { url: "%s/status", when: service }
    recovery:
      target: standby
      cutover:
        - haproxy: { socket: %s, backend: shop, from: production, to: standby, probe: "%s/status", marker-header: X-Served-By }
      observe: { for: 10s, rollback-on-failure: false }
    approvals:
      cutover: { from: approvers, required: 1, deputies: managers, deputies-after: 10m, expires-after: 1h }
    drills:
      weekly: { schedule: "0 4 * * 0", target: sandbox, scenario: database-corruption }
    notify: { oncall: [oncall@example.com], managers: [cto@example.com] }
    """
        .formatted(
            system.production().url("shop"),
            system.standby().url("shop"),
            system.standby().url("shop_drill"),
            system.standbyAddress(),
            system.door().address(),
            system.door().socket(),
            system.door().address());
  }
}
