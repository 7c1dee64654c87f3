package io.drillbook.driver.source.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.MongoSubstitute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may go wrong while a database is captured; the server is a substitute. */
class MongodbCaptureFaultsIT {
  private static final String DATABASE = "shop";

  @TempDir Path folder;
  private MongoSubstitute server;

  @BeforeEach
  void start() {
    server = MongoSubstitute.start();
    for (String collection : List.of("customers", "orders")) {
      server.database(DATABASE).getCollection(collection).insertOne(new Document("n", 1));
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aReplicaSetIsReadAsOfOneMoment() {
    server.claimsReplicaSet(MongoSubstitute.VERSION_7);
    SourceCapture capture = capture(Map.of());
    assertThat(capture.facts()).containsEntry("consistency", "snapshot");
    assertThat(capture.dataTime()).isEqualTo(Instant.ofEpochSecond(1_800_000_000L));
    List<String> concerns = server.readConcerns();
    assertThat(concerns).hasSize(2).allMatch(concern -> concern.contains("snapshot"));
    assertThat(concerns.get(0)).doesNotContain("atClusterTime");
    assertThat(concerns.get(1)).as("held to the first one's moment").contains("atClusterTime");
  }

  @Test
  void anOldReplicaSetIsRefusedUnlessThePlanAllowsDifferentMoments() {
    server.claimsReplicaSet(9);
    Fault fault = refused(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.hint()).contains("consistency: per-collection", "5.0");
    Fault probe = fault(() -> driver().probe(settings(Map.of())));
    assertThat(probe.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(capture(Map.of("consistency", "per-collection")).facts())
        .containsEntry("consistency", "per-collection");
  }

  @Test
  void aPlanThatAsksAServerOfItsOwnForASnapshotIsRefused() {
    assertThat(refused(Map.of("consistency", "snapshot")).code()).isEqualTo(FaultCode.NOT_ALLOWED);
  }

  @Test
  void aShardedClusterIsRefusedWithAWayOut() {
    server.claimsSharded();
    Fault fault = refused(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.hint()).contains("Percona Backup for MongoDB");
  }

  @Test
  void aCollectionThatIsDroppedMeanwhileFailsTheCapture() {
    boolean[] dropped = {false};
    server.beforeFind(
        () -> {
          if (!dropped[0]) {
            dropped[0] = true;
            Thread other =
                new Thread(() -> server.database(DATABASE).getCollection("orders").drop());
            other.start();
            join(other);
          }
        });
    Fault fault = refused(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("changed meanwhile");
  }

  @Test
  void anEmptyDatabaseIsRefusedUnlessThePlanAllowsIt() {
    Map<String, Object> empty = Map.of("url", server.url("nobody"));
    assertThat(refused(empty).hint()).contains("allow-empty");
    Map<String, Object> allowed = new HashMap<>(empty);
    allowed.put("allow-empty", true);
    assertThat(capture(allowed).contents()).isEmpty();
  }

  @Test
  void aTimeSeriesIsRefused() {
    server
        .database(DATABASE)
        .runCommand(new Document("create", "weather").append("viewOn", "system.buckets.weather"));
    server.retype("weather", "timeseries");
    Fault fault = refused(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.getMessage()).contains("weather");
  }

  @Test
  void whatMongodumpWritesIsKeptAsItIsAndCounted() throws IOException {
    MemoryMembers own = new MemoryMembers("db");
    SourceCapture byDriver = driver().capture("db", settings(Map.of()), own, step());
    Path archive = folder.resolve("archive");
    Files.write(archive, own.bytes("db.archive.zst.pgp"));
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = program("cat " + archive, members);
    assertThat(members.bytes("db.archive.zst.pgp")).isEqualTo(own.bytes("db.archive.zst.pgp"));
    assertThat(capture.contents()).isEqualTo(byDriver.contents());
    assertThat(capture.facts())
        .containsEntry("tool", "mongodump version: 100.9")
        .containsEntry("digest orders", byDriver.facts().get("digest orders"));
    String arguments = Files.readString(folder.resolve("arguments"));
    assertThat(arguments)
        .contains("--db=shop", "--archive", "--username=admin", "--config=")
        .doesNotContain(MongoSubstitute.PASSWORD, "secret");
    assertThat(Files.readString(folder.resolve("login")))
        .isEqualTo("-rw------- password: 'mongo ''secret'''\n");
    Path login = Path.of(arguments.replaceAll("(?s).*--config=(\\S+).*", "$1"));
    assertThat(login).doesNotExist();
    assertThat(login.getParent().getFileName().toString())
        .startsWith("drillbook-mongodb-" + ProcessHandle.current().pid() + "-");
    assertThat(login.getParent()).doesNotExist();
  }

  @Test
  void thePasswordThatAKilledServerLeftIsRemovedAtTheNextStart() throws Exception {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    long dead = new ProcessBuilder("true").start().pid();
    Path left = Files.createTempDirectory(tmp, "drillbook-mongodb-" + dead + "-12345-");
    Files.writeString(left.resolve("file"), "password: 'secret'");
    driver();
    assertThat(left).doesNotExist();
  }

  @Test
  void aMongodumpThatDiesFailsTheCaptureWhateverItHadWritten() throws IOException {
    Path archive = archive();
    long whole = Files.size(archive);
    for (long bytes : new long[] {0, 1, whole / 2, whole}) {
      Fault fault =
          programFails("head -c %d %s; echo 'lost it' >&2; exit 3".formatted(bytes, archive));
      assertThat(fault.code()).as("%d bytes", bytes).isEqualTo(FaultCode.CAPTURE_FAILED);
      assertThat(fault.getMessage()).contains("exit code 3", "lost it");
      Fault killed = programFails("head -c %d %s; kill -9 $$".formatted(bytes, archive));
      assertThat(killed.getMessage()).contains("137");
    }
  }

  @Test
  void aCutArchiveWithAGoodExitCodeFailsTheCapture() throws IOException {
    Path archive = archive();
    for (long bytes : new long[] {0, 4, Files.size(archive) / 2, Files.size(archive) - 1}) {
      Fault fault = programFails("head -c %d %s".formatted(bytes, archive));
      assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
      assertThat(fault.getMessage()).contains("not whole");
    }
  }

  @Test
  void mongodumpOnAReplicaSetIsRefusedSinceItsOplogIsOfAWholeServer() throws IOException {
    server.claimsReplicaSet(MongoSubstitute.VERSION_7);
    Fault fault = programFails("true");
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.hint()).contains("--oplog");
  }

  @Test
  void aMissingMongodumpIsNamed() {
    Fault fault =
        fault(
            () ->
                new MongodbSourceDriver(MongodbSourceDriverIT.SECRETS, List.of(folder))
                    .probe(settings(Map.of("tool", "mongodump"))));
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
  }

  private Path archive() throws IOException {
    MemoryMembers own = new MemoryMembers("db");
    driver().capture("db", settings(Map.of()), own, step());
    return Files.write(folder.resolve("archive"), own.bytes("db.archive.zst.pgp"));
  }

  private SourceCapture program(String lines, MemoryMembers members) throws IOException {
    Path script = folder.resolve("mongodump");
    Files.writeString(
        script,
        """
        #!/bin/bash
        if [ "$1" = --version ]; then echo "mongodump version: 100.9"; exit; fi
        echo "$@" > %1$s/arguments
        for word in "$@"; do if [[ "$word" == --config=* ]]; then config="${word#*=}"; fi; done
        printf '%%s ' "$(stat -c %%A "$config")" > %1$s/login
        cat "$config" >> %1$s/login
        %2$s
        """
            .formatted(folder, lines));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new MongodbSourceDriver(MongodbSourceDriverIT.SECRETS, List.of(folder))
        .capture("db", settings(Map.of("tool", "mongodump")), members, step());
  }

  private Fault programFails(String lines) {
    return fault(() -> program(lines, new MemoryMembers("db")));
  }

  private SourceCapture capture(Map<String, Object> more) {
    return driver().capture("db", settings(more), new MemoryMembers("db"), step());
  }

  private Fault refused(Map<String, Object> more) {
    return fault(() -> capture(more));
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    return fault;
  }

  private Settings settings(Map<String, Object> more) {
    Map<String, Object> all =
        new HashMap<>(MongodbSourceDriverIT.settings(server, DATABASE).values());
    all.putAll(more);
    return new Settings(all);
  }

  private static MongodbSourceDriver driver() {
    return new MongodbSourceDriver(MongodbSourceDriverIT.SECRETS);
  }

  private static TestStep step() {
    return TestStep.of("backup-20261126T020000Z-1", 1);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
