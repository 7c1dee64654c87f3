package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.assembly.Drillbook;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.FirstLogins;
import io.drillbook.testbed.GitServer;
import io.drillbook.testbed.MongoSubstitute;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.SanityStub;
import io.drillbook.testbed.VarnishServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The example plans as they stand in the documents, on real servers (MongoDB, S3 and Sanity by
 * substitutes): only addresses, paths, certificates and passwords are those of this machine.
 */
final class ExamplesBed implements AutoCloseable {
  private static final Path EXAMPLES = Path.of("docs/examples");

  private final Path home;
  private final PostgresCluster production = PostgresCluster.start();
  private final PostgresCluster recovery = PostgresCluster.start();
  private final MongoSubstitute candle = MongoSubstitute.start(Map.of("backup", "backup-secret"));
  private final MongoSubstitute candleStandby =
      MongoSubstitute.start(Map.of("restore", PostgresCluster.PASSWORD));
  private final ExampleBuckets buckets = new ExampleBuckets();
  private final NimbusContent nimbus = new NimbusContent();
  private final ExampleTraffic traffic = new ExampleTraffic();
  private final ExampleRepositories repositories;
  private final int port;
  private final HubPrograms hub;
  private final CleaningPrograms cleaning;
  private final ConfigurableApplicationContext server;

  ExamplesBed() throws IOException {
    home = Files.createTempDirectory("examples-bed");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    repositories = new ExampleRepositories(home.resolve("git"));
    fill();
    Path config = Files.createDirectories(home.resolve("config"));
    Path keys = Files.createDirectories(config.resolve("keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      var key = OpenPgpKeys.generate(name + "@example.com", new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      Files.writeString(keys.resolve(name + ".private.asc"), key.privateKey());
    }
    secret("BACKUP_PASSWORD", "backup-secret");
    secret("ADMIN_PASSWORD", PostgresCluster.PASSWORD);
    secret("CI_TOKEN", "token");
    secret("HUB_TOKEN", "hub-token");
    secret("GIT_TOKEN", GitServer.PASSWORD);
    secret("MEDIA_KEY", S3Server.OWNER.accessKey());
    secret("MEDIA_SECRET", S3Server.OWNER.secretKey());
    secret("SANITY_TOKEN", SanityStub.TOKEN);
    secret("SANITY_RESTORE_TOKEN", SanityStub.TOKEN);
    secret("PURGE_KEY", VarnishServer.KEY);
    secret("TSIG_KEY", traffic.dnsKey());
    cleaning = new CleaningPrograms(production, config);
    hub = new HubPrograms(home.resolve("srv/hub"), config);
    Files.createDirectories(config.resolve("plans"));
    copy("drillbook.yaml");
    for (String system : systems()) {
      copy("plans/" + system + ".yaml");
    }
    server = Drillbook.serve(config, OptionalInt.empty());
  }

  /** Whether the last hub that was restored got what the first one has. */
  boolean hubsAgree() {
    return hub.agree();
  }

  NimbusContent nimbus() {
    return nimbus;
  }

  CleaningPrograms cleaning() {
    return cleaning;
  }

  static List<String> systems() {
    try (Stream<Path> plans = Files.list(EXAMPLES.resolve("plans"))) {
      return plans
          .map(plan -> plan.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void fill() throws IOException {
    production.sql(
        "postgres",
        "create role backup login password 'backup-secret'",
        "grant pg_read_all_data to backup",
        "grant pg_monitor to backup");
    candle.claimsReplicaSet(MongoSubstitute.VERSION_7);
    for (int n = 0; n < 500; n++) {
      candle.database("candle").getCollection("orders").insertOne(new Document("item", n));
    }
    for (String database : List.of("payload", "hub", "cleaning")) {
      production.sql("postgres", "create database " + database);
      production.sql(
          database,
          "create table orders (id serial primary key, item text not null)",
          "insert into orders (item) select 'item ' || n from generate_series(1, 500) n");
    }
    Path media = Files.createDirectories(home.resolve("srv/candle/public/media"));
    Files.writeString(media.resolve("one.txt"), "candle");
    for (String file :
        List.of(
            "candle/.env.local",
            "candle/server/.env",
            "candle/nginx/sites-available/candle-ecommerce",
            "nimbus/.env",
            "nimbus/infra/main.tf")) {
      Path path = home.resolve("srv").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "NAME=" + file + "\n");
    }
    for (String vault : List.of("primary", "offsite")) {
      Files.createDirectories(home.resolve("backups/drillbook").resolve(vault));
    }
    for (String target :
        List.of("standby/candle", "standby/payload", "sandbox/candle", "sandbox/payload")) {
      Files.createDirectories(home.resolve("srv").resolve(target));
    }
  }

  private void secret(String name, String value) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void copy(String file) throws IOException {
    String there = Files.readString(EXAMPLES.resolve(file));
    String here = nimbus.here(traffic.here(buckets.here(repositories.here(there))));
    Files.writeString(
        home.resolve("config").resolve(file),
        here.replace("port: 8080", "port: " + port)
            .replace("127.0.0.1:5432", "127.0.0.1:" + production.port())
            .replace("127.0.0.1:5433", "127.0.0.1:" + recovery.port())
            .replace("127.0.0.1:27017", "127.0.0.1:" + candle.port())
            .replace("127.0.0.1:27018", "127.0.0.1:" + candleStandby.port())
            .replace("/srv/", home + "/srv/")
            .replace("[hub-cli,", "[./hub-cli,")
            .replace("/var/backups/", home + "/backups/")
            .replaceAll("\\$\\{([A-Z_]+)}", "\\${file:" + home + "/$1}"));
  }

  Client as(String user) {
    String password = FirstLogins.in(home).of(user);
    return new Client("http://127.0.0.1:" + port, user, password, Optional.empty());
  }

  /** Starts a run and waits until it is over; gives its timeline. */
  JsonNode run(String system, String what, Map<String, Object> body) {
    Client oncall = as("oncall");
    String run = oncall.post("/api/v1/systems/" + system + "/" + what, body).path("runId").asText();
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> oncall.get("/api/v1/runs/" + run).path("verdict").isTextual());
    return oncall.get("/api/v1/runs/" + run + "/timeline");
  }

  /** What a recovery of a system needs, asked anew. */
  JsonNode readiness(String system) {
    run(system, "readiness", Map.of());
    return as("auditor").get("/api/v1/systems/" + system + "/readiness");
  }

  @Override
  public void close() throws IOException {
    server.close();
    production.close();
    recovery.close();
    candle.close();
    candleStandby.close();
    repositories.close();
    nimbus.close();
    traffic.close();
    FileSystemUtils.deleteRecursively(home);
  }
}
