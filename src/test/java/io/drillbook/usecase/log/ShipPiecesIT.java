package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.pipeline.Gpg;
import io.drillbook.spi.log.LogMark;
import io.drillbook.testbed.PostgresCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server's log on its way into vaults. */
class ShipPiecesIT {
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
  void everyPieceIsWhatTheServerWroteAndOpensWithStockTools() throws Exception {
    bed.receive();
    bed.awaitReceiving();
    LogMark mark = null;
    for (int i = 0; i < 3; i++) {
      bed.server.sql("postgres", "create table t" + i + " as select generate_series(1, 20000)");
      mark = bed.mark();
    }
    bed.awaitKept(mark);
    bed.assertSameAsServer();
    assertThat(bed.kept("offsite")).isEqualTo(bed.kept("primary"));
    Path stored =
        folder
            .resolve("primary/shop/_log/db")
            .resolve(mark.series())
            .resolve(mark.piece() + ".wal.zst.pgp");
    try (Gpg gpg = new Gpg()) {
      gpg.ok("--import", folder.resolve("ops.private.asc").toString());
      gpg.ok("--import", folder.resolve("signer.asc").toString());
      Path manifest = stored.resolveSibling(mark.piece() + ".json");
      gpg.ok("--verify", manifest + ".asc", manifest.toString());
      Path zst = folder.resolve("piece.zst");
      gpg.ok("--output", zst.toString(), "--decrypt", stored.toString());
      assertThat(new ProcessBuilder("zstd", "-dq", zst.toString()).start().waitFor()).isZero();
    }
    assertThat(Files.mismatch(folder.resolve("piece"), own(mark.piece()))).isEqualTo(-1);
  }

  @Test
  void aVaultThatIsAwayForAWhileIsCaughtUpWith() throws Exception {
    bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    Path vault = folder.resolve("primary");
    Path away = folder.resolve("away");
    Files.move(vault, away);
    Files.createFile(vault);
    LogMark last = null;
    for (int i = 0; i < 3; i++) {
      bed.server.sql("postgres", "create table away" + i + " as select 1");
      last = bed.mark();
    }
    String newest = last.piece();
    Wait.until("it waits in the spool", () -> waiting(newest));
    Wait.until("somebody is told", () -> !bed.told.waits.isEmpty());
    Files.delete(vault);
    Files.move(away, vault);
    bed.awaitKept(last);
    bed.assertSameAsServer();
    Wait.until("the spool is empty again", () -> !waiting(newest));
  }

  @Test
  void aVaultThatIsNotRequiredHoldsNothingUp() throws Exception {
    Path vault = folder.resolve("offsite");
    Files.move(vault, folder.resolve("away"));
    Files.createFile(vault);
    bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    assertThat(bed.told.without).isNotEmpty();
  }

  @Test
  void aRestartOfTheServerAndADroppedSlotLoseNothing() {
    LogBed.Receiver first = bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    bed.server.stop();
    assertThat(first.end.join().code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    bed.server.startAgain();
    bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    bed.server.sql(
        "postgres",
        "select pg_terminate_backend(active_pid) from pg_replication_slots",
        "select pg_sleep(0.3)",
        "select pg_drop_replication_slot('" + LogBed.SLOT + "')",
        "create table unseen as select generate_series(1, 1000)",
        "select pg_switch_wal()");
    assertThat(bed.source.health(LogBed.SLOT, bed.settings()).present()).isFalse();
    bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    bed.assertSameAsServer();
  }

  @Test
  void whatTheServerHasForgottenIsSaidAndNotPassedOver() {
    LogBed.Receiver first = bed.receive();
    bed.awaitReceiving();
    bed.awaitKept(bed.mark());
    first.cancel();
    bed.source.release(LogBed.SLOT, bed.settings());
    bed.source.release(LogBed.SLOT, bed.settings());
    bed.server.sql("postgres", "alter system set wal_keep_size = 0", "select pg_reload_conf()");
    for (int i = 0; i < 4; i++) {
      bed.mark();
      bed.server.sql("postgres", "checkpoint");
    }
    assertThat(bed.receive().end.join().code()).isEqualTo(FaultCode.LOG_LOST);
    // As the product does: what the receiver asked for in vain may be where the slot is now.
    bed.source.release(LogBed.SLOT, bed.settings());
    bed.told.beginAnywhere = true;
    bed.receive();
    bed.awaitReceiving();
    LogMark mark = bed.mark();
    bed.awaitKept(mark);
    assertThat(bed.source.gap(bed.kept("primary"), 1 << 20)).isPresent();
  }

  @Test
  void aPromotionIsFollowed() throws Exception {
    bed.receive();
    bed.awaitReceiving();
    LogMark before = bed.mark();
    bed.awaitKept(before);
    bed.server.stop();
    Files.createFile(bed.server.data().resolve("standby.signal"));
    bed.server.startAgain();
    bed.server.sql("postgres", "select pg_promote()", "create table promoted as select 1");
    bed.receive();
    bed.awaitReceiving();
    LogMark mark = bed.mark();
    bed.awaitKept(mark);
    String timeline = mark.piece().substring(0, 8);
    assertThat(before.piece()).doesNotStartWith(timeline);
    assertThat(bed.kept("primary")).contains(timeline + ".history");
    bed.assertSameAsServer();
  }

  @Test
  void anotherPieceUnderAnEqualNameIsRefused() {
    LogBed.Receiver first = bed.receive();
    bed.awaitReceiving();
    LogMark mark = bed.mark();
    bed.awaitKept(mark);
    first.cancel();
    ShipPieces ships =
        new ShipPieces(
            LogPlaces.of(bed.plan(), "db", bed.bench.configured()),
            bed.bench.keys,
            bed.bench.clock,
            bed.told,
            new java.util.concurrent.locks.ReentrantLock());
    LogSegment kept = bed.reader("primary").segments().get(0);
    ships.take(
        kept.series(), kept.name(), kept.closedAt(), () -> Files.newInputStream(own(kept.name())));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                ships.take(
                    kept.series(),
                    kept.name(),
                    kept.closedAt(),
                    () -> new java.io.ByteArrayInputStream(new byte[1 << 20])))
        .hasMessageContaining("holds another one");
  }

  private boolean waiting(String name) {
    try (var files = Files.walk(bed.spool)) {
      List<String> there =
          files
              .filter(it -> it.getParent().endsWith("closed"))
              .map(it -> it.getFileName().toString())
              .toList();
      return there.contains(name);
    } catch (java.io.IOException | java.io.UncheckedIOException e) {
      return true;
    }
  }

  private Path own(String name) {
    return bed.server.data().resolve("pg_wal").resolve(name);
  }
}
