package io.drillbook.driver.source.pgphysical;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestStep;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Replays what a real pg_receivewal received, to each kind of goal. Rows carry the server's clock,
 * read in the transaction that commits them, so that a target can say by itself whether it is
 * right.
 */
class ClusterReplayIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final PostgresCluster CLUSTER = PostgresCluster.withSmallLog();
  private static final Targets TARGETS = new Targets();
  private static final MemoryMembers MEMBERS = new MemoryMembers("cluster");
  private static final PgPhysicalSourceDriver DRIVER =
      new PgPhysicalSourceDriver(PgPhysicalSourceDriverIT.SECRETS);

  private static FolderLog log;
  private static SourceCapture capture;
  private static Instant beforeDrop;
  private static Instant idle;

  /** Ten rows before the base backup, ten and a named point, ten and the drop of a table behind. */
  @BeforeAll
  static void live() {
    CLUSTER.sql(
        "postgres",
        "create table orders (n int, at timestamptz default clock_timestamp())",
        "create table precious as select 1 as value");
    insert(1, 10);
    log = new FolderLog(CLUSTER, TARGETS.folder().resolve("log"), "replay");
    Settings source = Targets.source(CLUSTER, "postgres");
    capture = DRIVER.capture("cluster", source, MEMBERS, step());
    insert(11, 20);
    CLUSTER.query("postgres", "select pg_create_restore_point('half way')");
    log.close(CLUSTER);
    insert(21, 30);
    beforeDrop = now();
    CLUSTER.sql("postgres", "drop table precious");
    insert(31, 40);
    log.close(CLUSTER);
    idle = now();
    // A piece without any commit in it: nothing was committed, and the log goes on.
    CLUSTER.query("postgres", "select pg_logical_emit_message(false, 'test', 'no commit')");
    log.close(CLUSTER);
  }

  @AfterAll
  static void end() {
    log.close();
    TARGETS.close();
    CLUSTER.close();
  }

  @Test
  void theMomentBeforeATableWasDroppedBringsItBackWithAllThatWasCommitted() {
    Settings target = TARGETS.next();
    RestoreReport report = to(new RecoveryGoal.Time(beforeDrop), log, target);
    assertThat(ask(target, "select count(*) || '/' || max(n) from orders")).isEqualTo("30/30");
    assertThat(ask(target, "select value from precious")).isEqualTo("1");
    assertThat(report.reached()).contains(beforeDrop);
    assertThat(report.notes().get(0)).contains("timeline 2");
    assertThat(ask(target, "select pg_is_in_recovery()")).isEqualTo("f");
  }

  @Test
  void aNamedPointIsReachedAndAnUnknownOneIsSaidToBe() {
    Settings target = TARGETS.next();
    to(new RecoveryGoal.Name("half way"), log, target);
    assertThat(ask(target, "select max(n) from orders")).isEqualTo("20");

    Fault fault = refused(new RecoveryGoal.Name("nowhere"), log, FaultCode.POINT_UNKNOWN);
    assertThat(fault).hasMessageContaining("nowhere");
  }

  @Test
  void theLatestBringsAllThatIsKept() {
    Settings target = TARGETS.next();
    RestoreReport report = to(new RecoveryGoal.Latest(), log, target);
    assertThat(ask(target, "select max(n) from orders")).isEqualTo("40");
    assertThat(ask(target, "select to_regclass('precious') is null")).isEqualTo("t");
    Instant last = Instant.parse(ask(target, "select " + iso("max(at)") + " from orders"));
    assertThat(report.reached().orElseThrow()).isBetween(last, idle);
  }

  @Test
  void aTimeAfterTheLastCommitIsReachedWhereTheLogGoesOnBeyondIt() {
    Settings target = TARGETS.next();
    to(new RecoveryGoal.Time(idle), log, target);
    assertThat(ask(target, "select max(n) from orders")).isEqualTo("40");
  }

  @Test
  void aTimeThatTheLogDoesNotReachIsNotReachedByAPieceThatWasReceivedLate() {
    List<LogSegment> late =
        log.segments().stream()
            .map(
                it ->
                    new LogSegment(
                        it.series(),
                        it.name(),
                        it.closedAt().plus(Duration.ofHours(2)),
                        it.storedBytes(),
                        it.storedSha256(),
                        it.contentBytes(),
                        it.contentSha256()))
            .toList();
    RecoveryGoal goal = new RecoveryGoal.Time(idle.plus(Duration.ofHours(1)));
    assertThat(refused(goal, reader(late, log::open), FaultCode.POINT_UNKNOWN))
        .hasMessageContaining("the log ends with the commit of " + LocalDate.ofInstant(idle, UTC));
    assertThat(capture.facts()).containsEntry(ClusterFacts.MARK_EVERY, "60");
  }

  @Test
  void aNumberThatAnotherServerHasNowIsNotTakenForTheServerOfTheFolder() throws Exception {
    Path left = Files.createDirectory(TARGETS.folder().resolve("left"));
    Files.copy(CLUSTER.data().resolve("postmaster.pid"), left.resolve("postmaster.pid"));
    assertThat(OwnServer.isRunning(CLUSTER.data())).isTrue();
    assertThat(OwnServer.isRunning(left)).isFalse();
    Files.delete(left.resolve("postmaster.pid"));
  }

  @Test
  void goalsThatNothingLeadsToAreRefusedBeforeAnythingIsWritten() {
    Instant before = capture.dataTime().minusSeconds(1);
    Fault early = refused(new RecoveryGoal.Time(before), log, FaultCode.POINT_UNKNOWN);
    assertThat(early).hasMessageContaining("the recovery point's own data is of");

    Instant future = now().plus(Duration.ofHours(1));
    Fault late = refused(new RecoveryGoal.Time(future), log, FaultCode.POINT_UNKNOWN);
    assertThat(late).hasMessageContaining("changes are kept until");

    LogReader none = LogReader.none();
    Fault without = refused(new RecoveryGoal.Time(beforeDrop), none, FaultCode.POINT_UNKNOWN);
    assertThat(without).hasMessageContaining("no changes are kept");

    LogReader gap = without(piece(1));
    for (RecoveryGoal goal : List.of(new RecoveryGoal.Time(idle), new RecoveryGoal.Latest())) {
      assertThat(refused(goal, gap, FaultCode.POINT_UNKNOWN))
          .hasMessageContaining("gap")
          .hasMessageContaining(piece(1));
    }
  }

  @Test
  void aPieceThatCannotBeReadEndsTheRestoreWithItsOwnFault() {
    LogReader broken =
        reader(
            log.segments(),
            segment -> {
              if (segment.name().equals(piece(1))) {
                throw new Fault(FaultCode.CHECKSUM_MISMATCH, "unable to read it", "Repair it.");
              }
              return log.open(segment);
            });
    refused(new RecoveryGoal.Latest(), broken, FaultCode.CHECKSUM_MISMATCH);
  }

  @Test
  void aPieceThatIsNoLogIsNotTakenForTheEndOfIt() {
    LogReader zeros =
        reader(
            log.segments(),
            segment ->
                segment.name().equals(piece(1))
                    ? new ByteArrayInputStream(new byte[(int) segment.contentBytes()])
                    : log.open(segment));
    refused(new RecoveryGoal.Latest(), zeros, FaultCode.RESTORE_FAILED);
  }

  @Test
  void anotherTimeOfTheSameRunReplacesWhatTheRunBrought() {
    Settings target = TARGETS.next();
    String run = run();
    restore(new RecoveryGoal.Name("half way"), log, target, run, 1);
    RestoreReport report = restore(new RecoveryGoal.Time(beforeDrop), log, target, run, 2);
    assertThat(report.alreadyDone()).isFalse();
    assertThat(ask(target, "select max(n) from orders")).isEqualTo("30");
    RestoreReport again = restore(new RecoveryGoal.Time(beforeDrop), log, target, run, 3);
    assertThat(again.alreadyDone()).isTrue();
    assertThat(again.reached()).contains(beforeDrop);
  }

  /** The pieces behind the backup, the first as 0. */
  private static String piece(int number) {
    String stop = capture.facts().get(ClusterFacts.STOP_WAL);
    return log.segments().stream()
        .map(LogSegment::name)
        .filter(name -> name.compareTo(stop) > 0)
        .toList()
        .get(number);
  }

  private static LogReader without(String piece) {
    return reader(
        log.segments().stream().filter(segment -> !segment.name().equals(piece)).toList(),
        log::open);
  }

  private interface Opening {
    InputStream open(LogSegment segment);
  }

  private static LogReader reader(List<LogSegment> segments, Opening opening) {
    return new LogReader() {
      @Override
      public List<LogSegment> segments() {
        return segments;
      }

      @Override
      public InputStream open(LogSegment segment) {
        return opening.open(segment);
      }
    };
  }

  private static RestoreReport to(RecoveryGoal goal, LogReader reader, Settings target) {
    return restore(goal, reader, target, run(), 1);
  }

  private static RestoreReport restore(
      RecoveryGoal goal, LogReader reader, Settings target, String run, int attempt) {
    return DRIVER.restore(
        capture,
        MEMBERS.members(),
        MEMBERS,
        new Replay(reader, goal),
        target,
        Targets.source(CLUSTER, "postgres"),
        new TestStep(run, attempt, new Cancellation()));
  }

  private static Fault refused(RecoveryGoal goal, LogReader reader, FaultCode code) {
    Settings target = TARGETS.next();
    Fault fault = catchThrowableOfType(Fault.class, () -> to(goal, reader, target));
    assertThat(fault).as("a fault").isNotNull();
    assertThat(fault.code()).as(fault.toString()).isEqualTo(code);
    assertThat(Targets.data(target).getParent()).isEmptyDirectory();
    return fault;
  }

  private static void insert(int from, int to) {
    for (int n = from; n <= to; n++) {
      CLUSTER.sql("postgres", "insert into orders values (" + n + ")");
    }
  }

  private static Instant now() {
    return Instant.parse(CLUSTER.query("postgres", "select " + iso("clock_timestamp()")));
  }

  private static String iso(String time) {
    return "to_char(" + time + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
  }

  private static String ask(Settings target, String sql) {
    String url = "jdbc:postgresql://127.0.0.1:" + target.number("port", 0) + "/postgres";
    try (Connection connection =
            DriverManager.getConnection(url, PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestStep step() {
    return new TestStep(run(), 1, new Cancellation());
  }

  private static String run() {
    return "restore-20261126T020000Z-r" + RUNS.incrementAndGet();
  }
}
