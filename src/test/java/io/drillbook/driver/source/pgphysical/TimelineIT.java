package io.drillbook.driver.source.pgphysical;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
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
      insert(1, 10);
      Instant onTheFirst = now();
      insert(11, 20);
      log.close(CLUSTER);
      promote();
      insert(21, 30);
      Instant onTheSecond = now();
      insert(31, 40);
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

  private static MemoryMembers members(String source) {
    return new MemoryMembers(source);
  }

  private static String rows(
      SourceCapture capture, MemoryMembers members, LogReader log, RecoveryGoal goal)
      throws SQLException {
    Settings target = TARGETS.next();
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
  private static void promote() throws IOException {
    CLUSTER.sql("postgres", "alter system set restore_command = '/bin/false'");
    CLUSTER.stop();
    Files.writeString(CLUSTER.data().resolve("recovery.signal"), "");
    Files.setOwner(CLUSTER.data().resolve("recovery.signal"), Files.getOwner(CLUSTER.data()));
    CLUSTER.startAgain();
  }

  private static void insert(int from, int to) {
    CLUSTER.sql("postgres", "insert into orders select generate_series(" + from + ", " + to + ")");
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
