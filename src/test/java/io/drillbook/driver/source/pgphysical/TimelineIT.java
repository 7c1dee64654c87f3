package io.drillbook.driver.source.pgphysical;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server was promoted between the base backup and the moment that is asked for. */
@Tag("long")
class TimelineIT {
  private static final PostgresCluster CLUSTER = PostgresCluster.withSmallLog();
  private static final Targets TARGETS = new Targets();
  private static final PgPhysicalSourceDriver DRIVER =
      new PgPhysicalSourceDriver(PgPhysicalSourceDriverIT.SECRETS);

  @AfterAll
  static void end() {
    TARGETS.close();
    CLUSTER.close();
  }

  @Test
  void momentsOnEitherSideOfAPromotionAreReached() throws Exception {
    CLUSTER.sql("postgres", "create table orders (n int)");
    MemoryMembers members = new MemoryMembers("cluster");
    Settings source = Targets.source(CLUSTER, "postgres");
    try (FolderLog log = new FolderLog(CLUSTER, TARGETS.folder().resolve("log"), "replay")) {
      SourceCapture capture = DRIVER.capture("cluster", source, members, step("base"));
      insert(CLUSTER, 1, 10);
      Instant onTheFirst = now();
      insert(CLUSTER, 11, 20);
      log.close(CLUSTER);
      promote(CLUSTER);
      insert(CLUSTER, 21, 30);
      Instant onTheSecond = now();
      insert(CLUSTER, 31, 40);
      log.close(CLUSTER);
      assertThat(log.segments())
          .extracting(LogSegment::name)
          .contains("00000002.history")
          .anyMatch(name -> name.startsWith("00000002000000"));

      assertThat(rows(capture, members, log, new RecoveryGoal.Time(onTheFirst))).isEqualTo("10");
      assertThat(rows(capture, members, log, new RecoveryGoal.Time(onTheSecond))).isEqualTo("30");
      assertThat(rows(capture, members, log, new RecoveryGoal.Latest())).isEqualTo("40");

      SourceCapture second = DRIVER.capture("cluster", source, members("two"), step("two"));
      assertThat(second.facts()).containsEntry(ClusterFacts.TIMELINE, "2");
    }
  }

  /** An old copy was promoted, and production went on: what the copy wrote lies beside. */
  @Test
  void aBranchThatLeftBeforeTheRecoveryPointIsSaidToBeNone() throws Exception {
    try (PostgresCluster trunk = trunk();
        PostgresCluster copy = trunk.physicalCopy();
        FolderLog branch = new FolderLog(copy, TARGETS.folder().resolve("branch"), "branch");
        FolderLog log = new FolderLog(trunk, TARGETS.folder().resolve("trunk"), "trunk")) {
      branch.close(copy);
      promote(copy);
      for (int i = 0; i < 8; i++) {
        insert(copy, 99, 99);
        branch.close(copy);
      }
      insert(trunk, 41, 50);
      log.close(trunk);
      MemoryMembers members = members("three");
      SourceCapture capture =
          DRIVER.capture("three", Targets.source(trunk, "postgres"), members, step("three"));
      insert(trunk, 51, 60);
      log.close(trunk);
      LogReader both = both(log, branch);
      for (RecoveryGoal goal : List.of(new RecoveryGoal.Latest(), new RecoveryGoal.Time(now()))) {
        Fault fault =
            Assertions.catchThrowableOfType(
                Fault.class, () -> rows(capture, members, both, goal, TARGETS.next()));
        assertThat(fault.code()).as(fault.toString()).isEqualTo(FaultCode.POINT_UNKNOWN);
        assertThat(fault).hasMessageContaining("branched off");
        assertThat(fault.hint()).contains("timeline: current");
      }
      Settings current = Targets.with(TARGETS.next(), "timeline", "current");
      assertThat(rows(capture, members, both, new RecoveryGoal.Latest(), current)).isEqualTo("60");
    }
  }

  private static PostgresCluster trunk() {
    PostgresCluster trunk = PostgresCluster.withSmallLog();
    trunk.sql("postgres", "create table orders (n int)");
    return trunk;
  }

  private static LogReader both(FolderLog one, FolderLog other) {
    return new LogReader() {
      @Override
      public List<LogSegment> segments() {
        return Stream.of(one, other)
            .flatMap(log -> log.segments().stream())
            .collect(Collectors.toMap(LogSegment::name, it -> it, (a, b) -> a, TreeMap::new))
            .values()
            .stream()
            .toList();
      }

      @Override
      public InputStream open(LogSegment segment) {
        boolean first = Files.exists(one.folder().resolve(segment.name()));
        return (first ? one : other).open(segment);
      }
    };
  }

  private static MemoryMembers members(String source) {
    return new MemoryMembers(source);
  }

  private static String rows(
      SourceCapture capture, MemoryMembers members, LogReader log, RecoveryGoal goal)
      throws SQLException {
    return rows(capture, members, log, goal, TARGETS.next());
  }

  private static String rows(
      SourceCapture capture,
      MemoryMembers members,
      LogReader log,
      RecoveryGoal goal,
      Settings target)
      throws SQLException {
    DRIVER.restore(
        capture,
        members.members(),
        members,
        new Replay(log, goal),
        target,
        Targets.source(CLUSTER, "postgres"),
        step("restore-" + Targets.data(target).getParent().getFileName()));
    String url = "jdbc:postgresql://127.0.0.1:" + target.number("port", 0) + "/postgres";
    try (var connection =
            DriverManager.getConnection(url, PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
        var row = connection.createStatement().executeQuery("select max(n) from orders")) {
      row.next();
      return row.getString(1);
    }
  }

  /** As a standby that takes over: a new timeline begins. */
  private static void promote(PostgresCluster cluster) throws IOException {
    cluster.sql("postgres", "alter system set restore_command = '/bin/false'");
    cluster.stop();
    Files.writeString(cluster.data().resolve("recovery.signal"), "");
    Files.setOwner(cluster.data().resolve("recovery.signal"), Files.getOwner(cluster.data()));
    cluster.startAgain();
  }

  private static void insert(PostgresCluster cluster, int from, int to) {
    cluster.sql("postgres", "insert into orders select generate_series(" + from + ", " + to + ")");
  }

  private static Instant now() {
    return Instant.parse(
        CLUSTER.query(
            "postgres",
            "select to_char(clock_timestamp() at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
  }

  private static TestStep step(String run) {
    return new TestStep(run, 1, new Cancellation());
  }
}
