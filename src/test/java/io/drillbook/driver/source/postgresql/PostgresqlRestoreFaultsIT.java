package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.Forwarder;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.SampleDatabase;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores that must not happen, or must leave nothing. */
class PostgresqlRestoreFaultsIT {
  private static final String DATABASE = "restore_faults";
  private static final MemoryMembers MEMBERS = new MemoryMembers("db");
  private static SourceCapture capture;

  @TempDir Path folder;

  @BeforeAll
  static void fill() {
    SampleDatabase.create(TestBed.production(), DATABASE, 2);
    Map<String, Object> values = new HashMap<>(settings(TestBed.production(), DATABASE).values());
    values.put(PostgresqlSettings.SPLIT_ABOVE, 0L);
    capture =
        new PostgresqlSourceDriver(SECRETS)
            .capture("db", new Settings(values), MEMBERS, TestStep.of("backup-x", 1));
  }

  private static RestoreReport restore(Settings target, Settings production, TestStep step) {
    return new PostgresqlSourceDriver(SECRETS)
        .restore(capture, MEMBERS.members(), MEMBERS, target, production, step);
  }

  private static RestoreReport restore(Settings target, TestStep step) {
    return restore(target, settings(TestBed.production(), DATABASE), step);
  }

  private static Fault refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).isNotNull();
    return fault;
  }

  private static String databases(PostgresCluster cluster, String pattern) {
    return cluster.query(
        "postgres",
        "select datname from pg_database where datname like '" + pattern + "' order by 1");
  }

  @Test
  void aForgottenAttemptIsEndedAndItsLeftoversAreRemoved() throws Exception {
    RunMark mark = RunMark.ofRun("restore-zombie", "zombie_target");
    TestBed.standby().sql("postgres", "create database " + mark.staging(1));
    try (Connection zombie = TestBed.standby().connect(mark.staging(1))) {
      restore(settings(TestBed.standby(), "zombie_target"), TestStep.of("restore-zombie", 2));
      assertThat(zombie.isValid(2)).isFalse();
    }
    assertThat(databases(TestBed.standby(), mark.stagingPrefix() + "%")).isEmpty();
    assertThat(TestBed.standby().digests("zombie_target"))
        .isEqualTo(TestBed.production().digests(DATABASE));
  }

  @Test
  void anOlderAttemptLeavesANewerOnesWorkAlone() {
    RunMark mark = RunMark.ofRun("restore-older", "older_target");
    TestBed.standby().sql("postgres", "create database " + mark.staging(3));
    Fault fault =
        refused(
            () ->
                restore(
                    settings(TestBed.standby(), "older_target"), TestStep.of("restore-older", 2)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(databases(TestBed.standby(), mark.staging(3))).isEqualTo(mark.staging(3));
    assertThat(databases(TestBed.standby(), "older_target")).isEmpty();
    TestBed.standby().sql("postgres", "drop database " + mark.staging(3));
  }

  @Test
  void anEmptyTargetThatSomebodyUsesIsNotReplaced() throws Exception {
    TestBed.standby().sql("postgres", "create database in_use");
    try (Connection user = TestBed.standby().connect("in_use")) {
      TestStep step = TestStep.of("restore-use", 1);
      Fault fault = refused(() -> restore(settings(TestBed.standby(), "in_use"), step));
      assertThat(step.subjects()).as("refused before the long work, not after it").isEmpty();
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
      assertThat(user.isValid(2)).isTrue();
    }
  }

  @Test
  void aTargetThatIsFilledWhileTheRestoreRunsIsKept() throws Exception {
    TestBed.standby().sql("postgres", "create database filled_meanwhile");
    Settings target = settings(TestBed.standby(), "filled_meanwhile");
    Takeover takeover =
        new Takeover(
            new Server(target, SECRETS, Side.TARGET), RunMark.ofRun("r", "filled_meanwhile"));
    TestBed.standby().sql("filled_meanwhile", "create table precious as select 1 as id");
    try (Cluster cluster = new Cluster(new Server(target, SECRETS, Side.TARGET))) {
      Fault fault =
          refused(
              () ->
                  takeover.take(
                      cluster,
                      "anything",
                      java.util.List.of(),
                      "postgres",
                      new java.util.ArrayList<>()));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
    }
    assertThat(TestBed.standby().query("filled_meanwhile", "select id from precious"))
        .isEqualTo("1");
  }

  @Test
  void anEmptyTargetWithAViewAFunctionASchemaOrALargeObjectIsNotEmpty() {
    for (String content :
        java.util.List.of(
            "create view v as select 1 as one",
            "create function f() returns int language sql as 'select 1'",
            "create schema s",
            "create type t as enum ('a')",
            "select lo_create(0)")) {
      TestBed.standby().sql("postgres", "create database nearly_empty");
      TestBed.standby().sql("nearly_empty", content);
      Fault fault =
          refused(
              () ->
                  restore(
                      settings(TestBed.standby(), "nearly_empty"), TestStep.of("restore-n", 1)));
      assertThat(fault.code()).as(content).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
      TestBed.standby().sql("postgres", "drop database nearly_empty");
    }
  }

  @Test
  void aLoginWithoutTheRightToCreateDatabasesIsToldWhatToGrant() {
    TestBed.standby().sql("postgres", "create role poor login password 'p'");
    Fault fault =
        refused(
            () ->
                restore(
                    settings(TestBed.standby().url("poor_target"), "poor", "p"),
                    TestStep.of("restore-poor", 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.PERMISSION_DENIED);
    assertThat(fault.hint()).contains("CREATEDB");
  }

  @Test
  void contentsThatDifferAreNamedAndNotPutInPlace() {
    Map<String, Long> more = new HashMap<>(capture.contents());
    more.merge("public.orders", 1L, Long::sum);
    SourceCapture claimed =
        new SourceCapture("db", "postgresql", capture.dataTime(), capture.facts(), more);
    Fault fault =
        refused(
            () ->
                new PostgresqlSourceDriver(SECRETS)
                    .restore(
                        claimed,
                        MEMBERS.members(),
                        MEMBERS,
                        settings(TestBed.standby(), "differs"),
                        settings(TestBed.production(), DATABASE),
                        TestStep.of("restore-differs", 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(fault.getMessage()).contains("public.orders has 4800 instead of 4801");
    assertThat(databases(TestBed.standby(), "differs")).isEmpty();
    assertThat(databases(TestBed.standby(), RunMark.ofRun("restore-differs", "differs").staging(1)))
        .isEmpty();
  }

  @Test
  void aRestoreProgramThatDiesFailsTheRestore() {
    PostgresqlSourceDriver driver =
        new PostgresqlSourceDriver(
            SECRETS,
            FakeTools.with(
                folder,
                "pg_restore",
                "case \"$*\" in *section*) exec \"$REAL\" \"$@\";; *) head -c 5000 >/dev/null;"
                    + " kill -9 $$;; esac"));
    Fault fault =
        refused(
            () ->
                driver.restore(
                    capture,
                    MEMBERS.members(),
                    MEMBERS,
                    settings(TestBed.standby(), "died"),
                    settings(TestBed.production(), DATABASE),
                    TestStep.of("restore-died", 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(databases(TestBed.standby(), "died")).isEmpty();
  }

  @Test
  void aPhysicalCopyOfProductionIsNotProduction() {
    try (PostgresCluster home = PostgresCluster.start()) {
      SampleDatabase.create(home, DATABASE, 1);
      try (PostgresCluster copy = home.physicalCopy()) {
        copy.sql("postgres", "drop database " + DATABASE);
        Settings target = settings(copy, DATABASE);
        new PostgresqlSourceDriver(SECRETS).checkTarget(target, settings(home, DATABASE), "r-1");
        restore(target, settings(home, DATABASE), TestStep.of("restore-copy", 1));
        assertThat(copy.digests(DATABASE)).isEqualTo(TestBed.production().digests(DATABASE));
        assertThat(home.query(DATABASE, "select count(*) from orders")).isEqualTo("2400");
      }
    }
  }

  @Test
  void productionThatIsSilentAtItsAddressIsStillKnownByWhatItIs() {
    try (PostgresCluster home = PostgresCluster.start()) {
      SampleDatabase.create(home, DATABASE, 1);
      MemoryMembers members = new MemoryMembers("db");
      PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);
      SourceCapture own =
          driver.capture("db", settings(home, DATABASE), members, TestStep.of("backup-s", 1));
      home.sql("postgres", "drop database " + DATABASE);
      Settings silent = settings("postgresql://127.0.0.1:1/" + DATABASE, "postgres", "x");
      Settings target = settings(home, DATABASE);
      Fault fault =
          refused(
              () ->
                  driver.restore(
                      own, members.members(), members, target, silent, TestStep.of("r-s", 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
      Map<String, Object> copy = new HashMap<>(target.values());
      copy.put(PostgresqlSettings.CLONE, true);
      driver.restore(
          own, members.members(), members, new Settings(copy), silent, TestStep.of("r-s", 2));
      assertThat(home.query(DATABASE, "select count(*) from orders")).isEqualTo("2400");
    }
  }

  @Test
  void productionThatCannotBeAskedIsStillKnownByItsAddress() {
    Settings home = settings(TestBed.production().url(DATABASE), "postgres", "wrong");
    Fault fault =
        refused(
            () ->
                new PostgresqlSourceDriver(SECRETS)
                    .checkTarget(settings(TestBed.production(), DATABASE), home, "restore-a"));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void productionBehindAnotherPortIsStillProduction() throws IOException {
    try (Forwarder forwarder = new Forwarder(TestBed.production().port())) {
      String url = "postgresql://127.0.0.1:" + forwarder.port() + "/" + DATABASE;
      Settings target = settings(url, PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
      Fault fault = refused(() -> restore(target, TestStep.of("restore-port", 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
  }

  @Test
  void anotherDatabaseOfProductionsServerIsAGoodTarget() {
    Settings target = settings(TestBed.production(), "beside_production");
    restore(target, TestStep.of("restore-beside", 1));
    assertThat(TestBed.production().digests("beside_production"))
        .isEqualTo(TestBed.production().digests(DATABASE));
  }
}
