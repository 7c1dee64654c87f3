package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces that are taken again. */
class ShipPiecesTest {
  @TempDir Path folder;
  private final LogBed.Told told = new LogBed.Told();
  private LogDesk desk;

  @BeforeEach
  void open() {
    desk = new LogDesk(folder);
  }

  @Test
  void aStoredPieceThatIsNotWhatWasSignedIsStoredAnew() throws Exception {
    take(desk.ships(told), "0001");
    Path stored = folder.resolve("primary/shop/_log/db/7000/0001.wal.zst.pgp");
    Files.setPosixFilePermissions(
        stored, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(stored, "of another attempt");
    take(desk.ships(told), "0001");
    var manifest =
        desk.stored("primary").find(LogDesk.SERIES, "0001", desk.bench.keys, List.of("signer"));
    desk.stored("primary").check(manifest.orElseThrow().segment());
  }

  @Test
  void aVaultThatFailedByAClockAheadIsTriedAgain() throws Exception {
    ShipPieces ships = desk.ships(told);
    Path offsite = folder.resolve("offsite");
    Files.move(offsite, folder.resolve("away"));
    Files.createFile(offsite);
    desk.clock.by(Duration.ofDays(365));
    take(ships, "0001");
    assertThat(told.without).isNotEmpty();
    Files.delete(offsite);
    Files.move(folder.resolve("away"), offsite);
    desk.clock.by(Duration.ofDays(-365));
    take(ships, "0002");
    assertThat(desk.stored("offsite").list().whole(LogDesk.SERIES)).containsExactly("0002");
  }

  private static void take(ShipPieces ships, String name) {
    ships.take(
        LogDesk.SERIES, name, io.drillbook.usecase.Bench.NOW, LogDesk.content("piece " + name));
  }
}
