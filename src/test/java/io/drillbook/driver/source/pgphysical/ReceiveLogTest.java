package io.drillbook.driver.source.pgphysical;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handing over what was received, into a vault that takes its time. */
class ReceiveLogTest {
  private static final int PIECE = 1 << 20;

  @TempDir Path folder;

  @Test
  void aSlowVaultHasItsTurnAndNotMore() throws Exception {
    Spool spool = Spool.open(folder, PIECE);
    for (int n = 1; n <= 5; n++) {
      Files.write(spool.in().resolve("00000001000000000000000" + n), new byte[PIECE]);
    }
    spool.collect();
    List<String> taken = new ArrayList<>();
    LogSink vault =
        new LogSink() {
          @Override
          public void take(String series, String name, Instant closedAt, Content content) {
            taken.add(name);
          }

          @Override
          public List<String> kept(String series) {
            return List.of();
          }
        };
    ReceiveLog log = new ReceiveLog("7", spool, vault, new TestStep("log", 1, new Cancellation()));
    log.handOver(Duration.ZERO);
    assertThat(taken).hasSize(1);
    assertThat(spool.waiting()).hasSize(4);
    log.handOver();
    assertThat(taken).hasSize(5).isSorted();
    assertThat(spool.waiting()).isEmpty();
  }
}
