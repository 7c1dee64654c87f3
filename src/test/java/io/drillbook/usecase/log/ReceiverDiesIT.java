package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.log.LogMark;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.PostgresCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is killed, whenever: nothing is lost, nothing is kept twice. */
class ReceiverDiesIT {
  private static PostgresCluster server;

  @TempDir Path folder;
  private LogBed bed;

  @BeforeAll
  static void startServer() {
    server = PostgresCluster.withSmallLog();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() {
    bed = new LogBed(folder, server);
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Test
  void afterEachChangeOfTheVaultAndBeforeIt() {
    LogBed.Receiver first = bed.receive();
    bed.awaitReceiving();
    first.cancel();
    Vault real = bed.bench.vaults.get("primary");
    for (boolean before : new boolean[] {true, false}) {
      for (int changes = 1; changes <= 4; changes++) {
        bed.bench.vaults.put("primary", new MortalVault(real, changes, before));
        bed.mark();
        LogBed.Receiver doomed = bed.receive();
        try {
          doomed.end.join();
          throw new AssertionError("it did not die");
        } catch (CompletionException e) {
          assertThat(e.getCause()).isInstanceOf(MortalVault.Death.class);
        }
      }
    }
    bed.bench.vaults.put("primary", real);
    bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    bed.assertSameAsServer();
    assertNothingElse();
  }

  @Test
  void aReceiverThatAKilledServerOfDrillbookLeftBehindIsReplaced() throws Exception {
    kill(1, new Random(1));
  }

  @Test
  @Tag("long")
  void killsOfDrillbookAtRandomMoments() throws Exception {
    long seed = Long.getLong("drillbook.kills.seed", System.nanoTime());
    System.out.println("drillbook.kills.seed=" + seed);
    kill(Integer.getInteger("drillbook.kills", 20), new Random(seed));
  }

  @Test
  void killsOfTheProgramAndOfTheDatabaseUnderLoad() throws Exception {
    killUnderLoad(3, new Random(2));
  }

  @Test
  @Tag("long")
  void manyKillsOfTheProgramAndOfTheDatabaseUnderLoad() throws Exception {
    long seed = Long.getLong("drillbook.kills.seed", System.nanoTime());
    System.out.println("drillbook.kills.seed=" + seed);
    killUnderLoad(Integer.getInteger("drillbook.kills", 40), new Random(seed));
  }

  private void kill(int times, Random random) throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    Thread load = load(writing);
    for (int i = 0; i < times; i++) {
      Process drillbook =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UnlockDiagnosticVMOptions",
                  "-XX:-BytecodeVerificationRemote",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ReceiverProcess.class.getName(),
                  folder.toString(),
                  bed.server.url("postgres"))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("process-" + i).toFile())
              .start();
      bed.awaitReceiving();
      Thread.sleep(random.nextInt(1500));
      drillbook.destroyForcibly().waitFor();
      assertThat(bed.source.health(LogBed.SLOT, bed.settings()).receiving()).isTrue();
    }
    bed.receive();
    writing.set(false);
    load.join();
    LogMark mark = bed.mark();
    bed.awaitKept(mark);
    bed.assertSameAsServer();
    assertNothingElse();
  }

  private void killUnderLoad(int times, Random random) throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    Thread load = load(writing);
    for (int i = 0; i < times; i++) {
      LogBed.Receiver receiver = bed.receive();
      Thread.sleep(random.nextInt(1200));
      if (i % 3 == 2) {
        bed.server.kill();
        receiver.cancel();
        bed.server.startAgain();
      } else {
        killProgram();
        assertThat(receiver.end.join().code())
            .isIn(FaultCode.CAPTURE_FAILED, FaultCode.SOURCE_UNREACHABLE);
      }
    }
    writing.set(false);
    load.join();
    bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    bed.assertSameAsServer();
    assertNothingElse();
  }

  /** The one of this very test, by its folder. */
  private void killProgram() throws InterruptedException {
    while (true) {
      List<ProcessHandle> mine =
          ProcessHandle.current()
              .descendants()
              .filter(it -> it.info().commandLine().orElse("").contains(bed.spool.toString()))
              .toList();
      mine.forEach(ProcessHandle::destroyForcibly);
      if (!mine.isEmpty()) {
        return;
      }
      Thread.sleep(20);
    }
  }

  private Thread load(AtomicBoolean writing) {
    bed.server.sql("postgres", "create table if not exists load (id bigserial, filler text)");
    Thread thread =
        new Thread(
            () -> {
              while (writing.get()) {
                try {
                  bed.server.sql(
                      "postgres",
                      "insert into load (filler) select repeat(md5(random()::text), 30) from"
                          + " generate_series(1, 3000)");
                } catch (RuntimeException e) {
                  assertThat(e).as("the server is down at this moment").isNotNull();
                }
              }
            });
    thread.start();
    return thread;
  }

  /** Three objects for each piece, and no other. */
  private void assertNothingElse() {
    for (String vault : List.of("primary")) {
      try (Stream<Path> files = Files.walk(folder.resolve(vault))) {
        long count = files.map(Path::toFile).filter(File::isFile).count();
        assertThat(count).isEqualTo(3L * bed.kept(vault).size());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
