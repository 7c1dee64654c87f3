package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with a log that is kept is found, told and put right. */
class WatchLogIT {
  private static PostgresCluster server;

  @TempDir Path folder;
  private KeptBed kept;

  @BeforeAll
  static void startServer() {
    server = PostgresCluster.withSmallLog();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void stop() {
    kept.close();
  }

  @Test
  void aPieceThatWasDeletedIsFoundWithinAMinuteAndANewPointIsOrdered() throws Exception {
    open(List.of("primary"), Map.of());
    kept.receive();
    kept.keepMore(1);
    kept.takePoint();
    kept.keepMore(3);
    assertThat(kept.state().isWhole()).isTrue();
    Instant safe = kept.state().safeAt().orElseThrow();
    assertThat(Duration.between(safe, Instant.now())).isLessThan(Duration.ofMinutes(2));

    String middle = List.copyOf(kept.bed.kept("primary")).get(2);
    deletePiece("primary", middle);
    kept.aMinutePasses();
    assertThat(kept.state().lost()).contains(middle);
    assertThat(kept.told).anyMatch(subject -> subject.contains("GAP"));
    assertThat(kept.ordered).containsExactly("shop");
    assertThat(safeUntil()).isBefore(safe);

    kept.aMinutePasses();
    assertThat(kept.ordered).containsExactly("shop");
    kept.takePoint();
    kept.keepMore(1);
    kept.aMinutePasses();
    assertThat(kept.state().isWhole()).isTrue();
    assertThat(kept.told).anyMatch(subject -> subject.contains("is kept again"));
    String newest = kept.state().newest();
    deletePiece("primary", newest);
    kept.aMinutePasses();
    assertThat(kept.state().lost()).contains(newest);
  }

  @Test
  void aPieceThatAnotherVaultHasIsPutBack() throws Exception {
    open(List.of("primary", "offsite"), Map.of());
    kept.receive();
    kept.keepMore(1);
    kept.takePoint();
    kept.keepMore(3);
    Set<String> before = kept.bed.kept("primary");
    String middle = List.copyOf(before).get(2);
    deletePiece("primary", middle);
    kept.aMinutePasses();
    assertThat(kept.bed.kept("primary")).containsAll(before);
    assertThat(kept.told).anyMatch(subject -> subject.contains("MISSING in a vault"));
    kept.bed.assertSameAsServer();
  }

  @Test
  void aSlotThatNobodyReadsIsDroppedBeforeTheDiskIsFull() throws Exception {
    open(List.of("primary"), Map.of("slot-limit-mib", 4L));
    // What a new slot keeps back begins at the last checkpoint, and would count as not received.
    server.sql("postgres", "checkpoint");
    kept.receive();
    kept.keepMore(1);
    kept.takePoint();
    // The receiver says what it has flushed when it gets more, or after ten seconds.
    server.sql("postgres", "select pg_logical_emit_message(true, 'test', 'one more commit')");
    Wait.until("the server knows what is kept", () -> health().keptBytes() < 1 << 19);
    kept.stopReceiving();
    Wait.until("the server knows that nobody receives", () -> !health().receiving());
    for (int i = 0; i < 3; i++) {
      kept.bed.mark();
    }
    kept.aMinutePasses();
    assertThat(kept.told).anyMatch(subject -> subject.contains("fills the server's disk"));
    assertThat(health().present()).isTrue();
    kept.bed.mark();
    kept.bed.mark();
    kept.aMinutePasses();
    assertThat(health().present()).isFalse();
    assertThat(kept.state().lost()).contains("slot was dropped");
    kept.receive();
    kept.keepMore(1);
    kept.aMinutePasses();
    assertThat(kept.ordered).contains("shop");
  }

  @Test
  void onlyWhatNoPointNeedsAnyMoreIsRemoved() {
    open(List.of("primary"), Map.of());
    kept.receive();
    kept.keepMore(3);
    kept.clock.by(Duration.ofHours(2));
    kept.keepMore(1);
    Set<String> all = kept.bed.kept("primary");
    assertThat(all).as("no point is known, so nothing goes").hasSizeGreaterThanOrEqualTo(4);
    kept.takePoint();
    String first = kept.state().newest();
    kept.keepMore(2);
    kept.clock.by(Duration.ofHours(2));
    kept.keepMore(1);
    assertThat(kept.bed.kept("primary"))
        .contains(first)
        .allMatch(name -> name.contains(".") || name.compareTo(first) >= 0);
    assertThat(kept.state().isWhole()).isTrue();
  }

  @Test
  void aSpoolWhoseDiskIsFullStopsLoudlyAndGoesOnWhenItHasRoom() throws Exception {
    Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "mounts a tmpfs");
    Path small = Files.createDirectory(folder.resolve("small"));
    run("mount", "-t", "tmpfs", "-o", "size=7m", "tmpfs", small.toString());
    try {
      open(List.of("primary"), Map.of());
      kept.spools = small;
      kept.receive();
      kept.keepMore(1);
      Path vault = folder.resolve("primary");
      Files.move(vault, folder.resolve("away"));
      Files.createFile(vault);
      for (int i = 0; i < 8; i++) {
        kept.bed.mark();
      }
      Wait.until("it stops", () -> kept.state().trouble().contains("disk is full"));
      kept.aMinutePasses();
      kept.aMinutePasses();
      assertThat(kept.told).anyMatch(subject -> subject.contains("is NOT RECEIVED"));
      Files.delete(vault);
      Files.move(folder.resolve("away"), vault);
      kept.keepMore(8);
      kept.bed.assertSameAsServer();
      kept.stopReceiving();
    } finally {
      run("umount", "--lazy", small.toString());
    }
  }

  @Test
  void aServerThatLostItsDatabaseGoesOnWithoutAGap() throws Exception {
    open(List.of("primary"), Map.of());
    kept.receive();
    kept.keepMore(1);
    kept.takePoint();
    kept.keepMore(1);
    kept.stopReceiving();
    kept.store.save("shop", "db", io.drillbook.domain.log.LogState.none(Instant.now()));
    kept.keep();
    kept.receive();
    kept.keepMore(2);
    kept.aMinutePasses();
    assertThat(kept.state().isWhole()).isTrue();
    kept.bed.assertSameAsServer();
  }

  private void open(List<String> vaults, Map<String, Object> settings) {
    kept = new KeptBed(folder, server, vaults, settings);
  }

  private Instant safeUntil() {
    return new SafeUntil(kept.store)
        .of("shop", "db", kept.bed.bench.catalog.points("shop"))
        .orElseThrow();
  }

  private io.drillbook.spi.log.LogHealth health() {
    return kept.bed.source.health(LogBed.SLOT, kept.subject.settings());
  }

  private void deletePiece(String vault, String name) throws IOException {
    Files.delete(
        folder
            .resolve(vault)
            .resolve("shop/_log/db")
            .resolve(kept.state().series())
            .resolve(name + ".wal.zst.pgp"));
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
