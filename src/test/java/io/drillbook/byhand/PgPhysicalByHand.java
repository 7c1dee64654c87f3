package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.LogSeal;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole cluster, restored into a folder where there is no server yet. */
final class PgPhysicalByHand implements ByHandSource {
  private static final String NEVER = "000000010000000000000000";
  private static final String DATABASE = "by_hand_whole";

  private final PostgresCluster server = PostgresCluster.withSmallLog();
  private final PostgresCluster restored = PostgresCluster.place();
  private final Map<String, String> more = new HashMap<>();

  PgPhysicalByHand() {
    server.sql("postgres", "create database " + DATABASE);
    server.sql(
        DATABASE,
        "create table orders (id serial primary key, item text not null)",
        "insert into orders (item) select 'item ' || n from generate_series(1, 2000) n");
  }

  @Override
  public String kind() {
    return "postgresql-physical";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "url",
            server.url(DATABASE),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", "database")));
  }

  @Override
  public Map<String, String> exports() {
    Map<String, String> exports = new HashMap<>(more);
    exports.put("PGDATA", restored.data().toString());
    exports.put("PORT", String.valueOf(restored.port()));
    exports.put("BIN", PostgresCluster.programs().toString());
    if ("root".equals(System.getProperty("user.name"))) {
      exports.put("OWNER", "postgres");
    }
    return exports;
  }

  /** A folder that is there already, made as usual. */
  void makeTarget() throws IOException {
    Files.createDirectories(
        restored.data(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  /** Commits more, and destroys it; says what was there in between. */
  String goOnAndDrop() {
    server.sql(DATABASE, "insert into orders (item) select 'later' from generate_series(1, 500)");
    String wanted = server.digests(DATABASE);
    more.put("UNTIL", server.query("postgres", "select clock_timestamp()"));
    server.sql(DATABASE, "drop table orders");
    server.query(DATABASE, "select pg_switch_wal()");
    return wanted;
  }

  /** Stores the closed pieces of the server's log as Drillbook does. */
  void keepLog(Path place, Vault vault, KeyRing keys) throws IOException {
    String series =
        server.query("postgres", "select system_identifier::text from pg_control_system()");
    String open = server.query("postgres", "select pg_walfile_name(pg_current_wal_insert_lsn())");
    StoredLog log = new StoredLog(vault, "shop", "data");
    LogSeal seal = new LogSeal(keys.recipients(List.of("ops", "escrow")), keys.signer("signer"));
    try (Stream<Path> files = Files.list(server.data().resolve("pg_wal"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.length() == open.length() && name.compareTo(open) < 0) {
          log.put(series, name, Instant.EPOCH, () -> Files.newInputStream(file), seal);
        }
      }
    }
    // Older than what the point needs, and not whole: retention is removing it.
    Path older = place.resolve("shop/_log/data").resolve(series).resolve(NEVER + ".json");
    Files.writeString(older, "{}");
    more.put("LOG", place.resolve("shop/_log/data").resolve(series).toString());
  }

  @Override
  public String before() {
    return server.digests(DATABASE);
  }

  @Override
  public String after(Path work) {
    return restored.digests(DATABASE);
  }

  @Override
  public void close() {
    restored.close();
    server.close();
  }
}
