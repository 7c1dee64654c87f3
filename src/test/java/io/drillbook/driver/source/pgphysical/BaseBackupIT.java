package io.drillbook.driver.source.pgphysical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is special to base backups: tablespaces, logins, configuration, the log they need. */
class BaseBackupIT {
  private static final PostgresCluster CLUSTER = PostgresCluster.withSmallLog();
  private static final java.util.concurrent.atomic.AtomicInteger RUNS =
      new java.util.concurrent.atomic.AtomicInteger();
  private static final Targets TARGETS = new Targets();
  private static final PgPhysicalSourceDriver DRIVER =
      new PgPhysicalSourceDriver(PgPhysicalSourceDriverIT.SECRETS);

  @BeforeAll
  static void fill() throws IOException {
    Path fast = Files.createDirectory(TARGETS.folder().resolve("fast"));
    UserPrincipal owner = Files.getOwner(CLUSTER.data());
    Files.setOwner(fast, owner);
    CLUSTER.sql(
        "postgres",
        "create tablespace fast location '" + fast + "'",
        "create database shop",
        "create role backup login replication password 'of-backup'",
        "create role reader login password 'of-reader'",
        "alter system set archive_command = '/bin/false'",
        "alter system set archive_mode = on",
        "alter system set cluster_name = 'production'");
    CLUSTER.sql(
        "shop",
        "create table orders tablespace fast as select generate_series(1, 20000) n",
        "create table items as select generate_series(1, 100) n");
  }

  @AfterAll
  static void end() {
    TARGETS.close();
    CLUSTER.close();
  }

  @Test
  void tablespacesComeBackWithTheirTablesAndProductionsConfigurationIsNotUsed()
      throws SQLException {
    MemoryMembers members = new MemoryMembers("cluster");
    Instant before = now();
    SourceCapture capture = capture("backup", "of-backup", members);
    assertThat(capture.dataTime()).isBetween(before, now());
    assertThat(members.members())
        .extracting(Member::file)
        .hasSize(3)
        .contains("cluster.base.tar.zst.pgp", "cluster.manifest.json.zst.pgp")
        .anyMatch(file -> file.matches("cluster\\.tablespace-\\d+\\.tar\\.zst\\.pgp"));
    assertThat(capture.contents()).containsKeys("files", "bytes", "files of database shop");
    assertThat(CLUSTER.query("postgres", "select count(*) from pg_replication_slots"))
        .as("nothing keeps the log back once the backup is over")
        .isEqualTo("0");
    DRIVER.checkStructure(capture, members.members(), members, step());

    Settings target = TARGETS.next();
    RestoreReport report =
        DRIVER.restore(
            capture,
            members.members(),
            members,
            target,
            Targets.source(CLUSTER, "postgres"),
            step());
    assertThat(report.contents()).isEqualTo(capture.contents());
    assertThat(report.notes()).hasSize(1);
    assertThat(ask(target, "select count(*) || '/' || (select count(*) from items) from orders"))
        .isEqualTo("20000/100");
    assertThat(ask(target, "select pg_relation_filepath('orders')")).startsWith("pg_tblspc/");
    assertThat(Targets.data(target).resolve(Unpack.TABLESPACES)).isNotEmptyDirectory();
    assertThat(ask(target, "select current_setting('archive_mode')")).isEqualTo("off");
    assertThat(ask(target, "select current_setting('cluster_name')")).isEmpty();
    assertThat(ask(target, "select current_setting('fsync')")).isEqualTo("on");
    assertThat(Targets.data(target).resolve("postgresql.auto.conf.captured")).exists();
  }

  @Test
  void aLoginThatMayNotReplicateIsSaidToLackThat() {
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> capture("reader", "of-reader", new MemoryMembers("cluster")));
    assertThat(fault.code()).as(fault.toString()).isEqualTo(FaultCode.PERMISSION_DENIED);
    assertThat(fault.hint()).contains("REPLICATION");
  }

  @Test
  void anotherPlacesServerAndFolderAreSetAsideTogether() {
    MemoryMembers members = new MemoryMembers("cluster");
    SourceCapture capture = capture(PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD, members);
    Settings target = TARGETS.next();
    Settings home = Targets.source(CLUSTER, "postgres");
    DRIVER.restore(capture, members.members(), members, target, home, step());
    String aside = DRIVER.setAside(target, home, "restore-later").orElseThrow();
    assertThat(Targets.data(target)).doesNotExist();
    assertThat(OwnServer.isRunning(Path.of(aside))).isFalse();
    assertThat(Path.of(aside, "PG_VERSION")).exists();
    assertThat(DRIVER.setAside(target, home, "restore-later")).isEmpty();
  }

  /** The server remembers by which version its indexes are ordered; so that is what is altered. */
  @Test
  void indexesThatAnotherVersionOfTheCollationOrderedAreNamedWithWhatMakesThemAnew() {
    CLUSTER.sql(
        "shop", "update pg_collation set collversion = '0-old' where collname = 'de-x-icu'");
    try {
      MemoryMembers members = new MemoryMembers("cluster");
      SourceCapture capture = capture(PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD, members);
      Settings home = Targets.source(CLUSTER, "postgres");
      RestoreReport report =
          DRIVER.restore(capture, members.members(), members, TARGETS.next(), home, step());
      assertThat(report.notes())
          .filteredOn(note -> note.contains("in database shop ('de-x-icu' 0-old here "))
          .singleElement()
          .asString()
          .contains("REINDEX DATABASE", "REFRESH COLLATION VERSION");
    } finally {
      CLUSTER.sql(
          "shop",
          "update pg_collation set collversion = pg_collation_actual_version(oid)"
              + " where collname = 'de-x-icu'");
    }
  }

  private static SourceCapture capture(String user, String password, MemoryMembers members) {
    Settings source =
        new Settings(
            Map.of(
                "url",
                CLUSTER.url("postgres"),
                "username",
                user,
                "password",
                new SecretReference("test", password)));
    return DRIVER.capture("cluster", source, members, step());
  }

  private static Instant now() {
    return Instant.parse(
        CLUSTER.query(
            "postgres",
            "select to_char(clock_timestamp() at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
  }

  private static String ask(Settings target, String sql) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + target.number("port", 0) + "/shop";
    try (var connection =
            DriverManager.getConnection(url, PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static TestStep step() {
    return new TestStep(
        "restore-20261126T030000Z-b" + RUNS.incrementAndGet(), 1, new Cancellation());
  }
}
