package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.assertEqualZoos;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.SampleDatabase;
import io.drillbook.testbed.TestBed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What must survive a round trip, in one member and in several. */
class PostgresqlRoundTripIT {
  private final PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);

  private static Settings splitting(Settings settings) {
    Map<String, Object> values = new HashMap<>(settings.values());
    values.put(PostgresqlSettings.SPLIT_ABOVE, 0L);
    return new Settings(values);
  }

  private RestoreReport roundTrip(Settings source, MemoryMembers members, String target) {
    SourceCapture capture =
        driver.capture("db", source, members, TestStep.of("backup-" + target, 1));
    return driver.restore(
        capture,
        members.members(),
        members,
        settings(TestBed.standby(), target),
        source,
        TestStep.of("restore-" + target, 1));
  }

  @Test
  void everythingADatabaseCanHoldComesBackFromOneMember() {
    Zoo.create(TestBed.production(), "zoo_whole");
    MemoryMembers members = new MemoryMembers("db");
    roundTrip(settings(TestBed.production(), "zoo_whole"), members, "zoo_whole_back");
    assertThat(members.members())
        .extracting(Member::file)
        .containsExactly("db.globals.sql.zst.pgp", "db.pgdump.zst.pgp", "db.settings.sql.zst.pgp");
    assertEqualZoos("zoo_whole", "zoo_whole_back");
  }

  @Test
  void everythingADatabaseCanHoldComesBackFromMembersSideBySide() {
    Zoo.create(TestBed.production(), "zoo_split");
    MemoryMembers members = new MemoryMembers("db");
    roundTrip(splitting(settings(TestBed.production(), "zoo_split")), members, "zoo_split_back");
    assertThat(members.members())
        .extracting(Member::file)
        .containsExactly(
            "db.0.pgdump.zst.pgp",
            "db.1.pgdump.zst.pgp",
            "db.globals.sql.zst.pgp",
            "db.schema.pgdump.zst.pgp",
            "db.settings.sql.zst.pgp");
    assertEqualZoos("zoo_split", "zoo_split_back");
  }

  @Test
  void aRoleThatIsAtTheTargetAlreadyKeepsItsPassword() {
    Zoo.create(TestBed.production(), "zoo_role");
    TestBed.standby().sql("postgres", "create role zoo_role_owner login password 'its own'");
    String roles = "select rolpassword from pg_authid where rolname = 'zoo_role_owner'";
    String before = TestBed.standby().query("postgres", roles);
    RestoreReport report =
        roundTrip(
            settings(TestBed.production(), "zoo_role"), new MemoryMembers("db"), "zoo_role_back");
    assertThat(TestBed.standby().query("postgres", roles)).isEqualTo(before);
    assertThat(report.notes()).anyMatch(note -> note.contains("zoo_role \"Reader\" ü"));
  }

  @Test
  void aCaptureUnderWritesHoldsEveryOrderThatWasCommittedBeforeItsDataTime() throws Exception {
    PostgresCluster home = TestBed.production();
    SampleDatabase.create(home, "busy", 4);
    home.sql("busy", "create table ticks (id serial primary key, at timestamptz not null)");
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = new Thread(() -> write(home, stop));
    writer.start();
    MemoryMembers members = new MemoryMembers("db");
    Settings source = splitting(settings(home, "busy"));
    SourceCapture capture;
    try {
      capture = driver.capture("db", source, members, TestStep.of("backup-busy", 1));
    } finally {
      stop.set(true);
      writer.join();
    }
    driver.restore(
        capture,
        members.members(),
        members,
        settings(TestBed.standby(), "busy_back"),
        source,
        TestStep.of("restore-busy", 1));
    String before = "select count(*) from ticks where at <= '" + capture.dataTime() + "'";
    String committed = home.query("busy", before);
    assertThat(Integer.parseInt(committed)).isPositive();
    assertThat(TestBed.standby().query("busy_back", before)).isEqualTo(committed);
    assertThat(capture.dataTime()).isBefore(Instant.now());
  }

  private static void write(PostgresCluster home, AtomicBoolean stop) {
    try (Connection connection = home.connect("busy");
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        statement.execute("insert into ticks (at) values (clock_timestamp())");
      }
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void truncateCannotSlipBetweenSnapshotAndDump() throws Exception {
    PostgresCluster home = TestBed.production();
    home.sql("postgres", "create database cut");
    home.sql("cut", "create table rows as select generate_series(1, 10) as id");
    try (Session holder = holder(home);
        Session clock = holder(home);
        Connection other = home.connect("cut");
        Statement statement = other.createStatement()) {
      Snapshot.take(holder, clock, Table.all(clock));
      statement.execute("set lock_timeout = '100ms'");
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> statement.execute("truncate rows")))
          .hasMessageContaining("lock timeout");
      try (ResultSet answer = statement.executeQuery("select count(*) from rows")) {
        answer.next();
        assertThat(answer.getInt(1)).isEqualTo(10);
      }
    }
  }

  private static Session holder(PostgresCluster home) {
    return new Server(settings(home, "cut"), SECRETS, Side.SOURCE).session("cut");
  }
}
