package io.drillbook.usecase.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.vault.VaultUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a log may go, by what is known of the recovery points. */
class ExpireLogTest {
  private static final String STRANGER = "20261119T020000Z-bbbbbb";

  @TempDir Path folder;
  private LogDesk desk;

  @BeforeEach
  void keepThreeOfWhichOneIsNeeded() {
    desk = new LogDesk(folder);
    for (String name : List.of("0001", "0002", "0003")) {
      desk.put("primary", LogDesk.SERIES, name);
    }
    desk.point("20261120T030000Z-aaaaaa", "0003");
  }

  @Test
  void nothingGoesWhileAVaultHoldsAPointThatTheCatalogDoesNotKnow() throws IOException {
    try (VaultUpload upload =
        desk.bench.vaults.get("offsite").create("shop/" + STRANGER + "/manifest.json.asc")) {
      upload.write(1);
      upload.commit();
    }
    expire();
    assertThat(kept()).hasSize(3);
    desk.point(STRANGER, "0002");
    expire();
    assertThat(kept()).containsExactly("0002", "0003");
  }

  @Test
  void nothingGoesWhileAVaultIsSilent() throws IOException {
    Files.move(folder.resolve("offsite"), folder.resolve("away"));
    expire();
    assertThat(kept()).hasSize(3);
    Files.move(folder.resolve("away"), folder.resolve("offsite"));
    expire();
    assertThat(kept()).containsExactly("0003");
  }

  private void expire() {
    new ExpireLog(desk.subject, desk.tools).run();
  }

  private Iterable<String> kept() {
    return desk.stored("primary").list().whole(LogDesk.SERIES);
  }
}
