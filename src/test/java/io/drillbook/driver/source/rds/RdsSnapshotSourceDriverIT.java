package io.drillbook.driver.source.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.RdsServer;
import io.drillbook.testbed.RdsShop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract against a double of the documented API with signed requests. */
class RdsSnapshotSourceDriverIT extends SourceDriverContract {
  private static RdsServer server;
  private static int targets;

  @BeforeAll
  static void startServer() {
    server = new RdsServer();
    RdsShop.make(server);
  }

  @AfterEach
  void mend() {
    server.mend();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected SourceDriver driver() {
    return new RdsSnapshotSourceDriver(
        reference -> Secret.of(reference.name()),
        Clock.systemUTC(),
        new Pace(Duration.ofMillis(20), 2));
  }

  private static Settings settings(String instance) {
    return new Settings(
        Map.of(
            "endpoint",
            server.url("127.0.0.1"),
            "region",
            RdsServer.REGION,
            "access-key",
            new SecretReference("environment", RdsServer.ACCESS_KEY),
            "secret-key",
            new SecretReference("environment", RdsServer.SECRET_KEY),
            "instance",
            instance));
  }

  @Override
  protected Settings source() {
    return settings(RdsShop.INSTANCE);
  }

  @Override
  protected Settings newTarget() {
    return settings("standby-" + ++targets);
  }

  @Override
  protected String digest(Settings place) {
    return server.digest(place.text("region"), place.text("instance"));
  }

  @Override
  protected void occupy(Settings target) {
    server.put(target.text("instance"), Map.of("Engine", "mysql"), "precious");
  }

  @Override
  protected boolean isGone(Settings target) {
    return server.isGone(target.text("region"), target.text("instance"));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "secret-key", new SecretReference("environment", "wrong"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "endpoint", "http://127.0.0.1:1");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "endpoint", server.url("localhost"));
  }

  @Test
  void allSettingsComeBackAndThePointSaysThatItHoldsNoData() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    assertThat(capture.contents()).containsEntry("GiB allocated", 100L);
    assertThat(capture.facts())
        .containsEntry("engine", "postgres 16.4")
        .hasEntrySatisfying("data", data -> assertThat(data).contains("stays with Amazon"))
        .hasEntrySatisfying("key in eu-central-1", key -> assertThat(key).contains("key/1"))
        .hasEntrySatisfying(
            "snapshot in eu-central-1",
            arn -> assertThat(arn).contains("snapshot:drillbook-shop-db-restore-"));
    String member =
        new String(members.bytes(members.members().get(0).file()), StandardCharsets.UTF_8);
    assertThat(member).contains("rds-ca-ecc384-g1", "sg-1,sg-2").doesNotContain("orders");
    assertThat(driver().manualRestore(capture, members.members()))
        .contains("The data is not in this point");
    Settings target = newTarget();
    RestoreReport report = restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(report.notes()).anyMatch(note -> note.startsWith("it answers at standby-"));
    assertThat(digest(target))
        .contains("a million orders", "DeletionProtection=true", "BackupRetentionPeriod=14");
  }

  @Test
  void aCopyInAnotherRegionIsRestoredThere() {
    Settings copied = with(source(), "copy-to-region", RdsServer.OTHER_REGION);
    Fault noKey =
        fault(
            () ->
                driver().capture("db", copied, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
    assertThat(noKey.hint()).contains("KMS key");
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        driver()
            .capture(
                "db",
                with(copied, "copy-kms-key", "alias/aws/rds"),
                members,
                TestStep.of(newRun(), 1));
    assertThat(capture.facts()).containsEntry("key in eu-west-1", "alias/aws/rds");
    Settings there =
        with(with(newTarget(), "region", RdsServer.OTHER_REGION), "subnet-group", "west");
    RestoreReport report = restore(capture, members, there, TestStep.of(newRun(), 1));
    assertThat(report.contents()).isEqualTo(capture.contents());
    assertThat(report.notes()).contains("as the target says: DBSubnetGroupName is west");
    assertThat(digest(there)).contains("a million orders", "DBSubnetGroupName=west");
    Settings nowhere = with(newTarget(), "region", "us-east-1");
    Fault fault = fault(() -> restore(capture, members, nowhere, TestStep.of(newRun(), 1)));
    assertThat(fault.hint()).contains("eu-central-1").contains("eu-west-1");
  }

  @Test
  void statesThatNoWaitingEndsAreFaultsAtOnceAndLeaveNothing() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    for (String state : List.of("failed", "incompatible-restore", "storage-full")) {
      server.endIn(state);
      Settings target = newTarget();
      Fault fault = fault(() -> restore(capture, members, target, TestStep.of(newRun(), 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
      assertThat(fault.getMessage()).contains(state);
      assertThat(isGone(target)).isTrue();
    }
    List<String> before = server.snapshots();
    server.endIn("failed");
    Fault fault = fault(() -> capture(new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(server.snapshots()).isEqualTo(before);
  }

  @Test
  void aSnapshotThatIsGoneIsNamed() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    server.loseSnapshots();
    Fault fault = fault(() -> restore(capture, members, newTarget(), TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.POINT_UNKNOWN);
    assertThat(fault.getMessage()).contains("drillbook-shop-db-restore-");
  }

  @Test
  void anAttemptThatFollowsAKilledOneGoesOnWithItsInstanceAndItsSnapshot() {
    String taking = newRun();
    // The first attempt dies while the snapshot is made: it cannot be removed then.
    server.fail("DescribeDBSnapshots", 1, 1, 403, "AccessDenied");
    fault(() -> driver().capture("db", source(), new MemoryMembers("db"), TestStep.of(taking, 1)));
    MemoryMembers members = new MemoryMembers("db");
    List<String> before = server.snapshots();
    SourceCapture capture = driver().capture("db", source(), members, TestStep.of(taking, 2));
    assertThat(server.snapshots()).isEqualTo(before);
    Settings target = newTarget();
    String run = newRun();
    server.fail("ModifyDBInstance", 0, 1, 403, "AccessDenied");
    server.fail("DeleteDBInstance", 0, 9, 403, "AccessDenied");
    fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    server.mend();
    server.asked().clear();
    driver().checkTarget(target, source(), run);
    restore(capture, members, target, TestStep.of(run, 2));
    assertThat(server.asked()).noneMatch(it -> it.startsWith("RestoreDBInstance"));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void throttlingAndStatesThatPassAreTransientAndRightsAreNot() {
    server.fail("CreateDBSnapshot", 0, 9, 400, "Throttling");
    assertThat(fault(() -> capture(new MemoryMembers("db"))).code())
        .isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    server.fail("CreateDBSnapshot", 0, 1, 400, "InvalidDBInstanceState");
    assertThat(fault(() -> capture(new MemoryMembers("db"))).code())
        .isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    server.fail("CreateDBSnapshot", 0, 1, 400, "SnapshotQuotaExceeded");
    assertThat(fault(() -> capture(new MemoryMembers("db"))).hint()).contains("Raise it");
    server.fail("CreateDBSnapshot", 0, 1, 403, "AccessDenied");
    assertThat(fault(() -> capture(new MemoryMembers("db"))).code())
        .isEqualTo(FaultCode.PERMISSION_DENIED);
  }

  @Test
  void clustersAndWhatIsNotThereAreRefused() {
    server.put("member", Map.of("Engine", "aurora-mysql", "DBClusterIdentifier", "c"), "");
    Fault cluster = refused(settings("member"));
    assertThat(cluster.code()).isEqualTo(FaultCode.INPUT_INVALID);
    assertThat(cluster.hint()).contains("Aurora", "mysql");
    assertThat(refused(settings("nobody")).code()).isEqualTo(FaultCode.INPUT_INVALID);
  }

  private Fault refused(Settings settings) {
    return fault(
        () -> driver().capture("db", settings, new MemoryMembers("db"), TestStep.of(newRun(), 1)));
  }
}
