package io.drillbook.driver.source.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FifoWriterTest {
  private static final byte[] DATA = "the archive".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void zerosThatAReaderLeavesAreNoLoss() throws Exception {
    try (FifoWriter writer = leftByItsReader()) {
      assertThatCode(() -> writer.write(new byte[10_240])).doesNotThrowAnyException();
      assertThatCode(() -> writer.write(0)).doesNotThrowAnyException();
    }
  }

  @Test
  void contentThatAReaderLeavesIsALoss() throws Exception {
    byte[] padded = new byte[10_240];
    padded[10_000] = 1;
    try (FifoWriter writer = leftByItsReader()) {
      assertThatThrownBy(() -> writer.write(padded)).isInstanceOf(IOException.class);
    }
    try (FifoWriter writer = leftByItsReader()) {
      writer.write(new byte[10]);
      assertThatThrownBy(() -> writer.write(1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void moreZerosThanPaddingAreALoss() throws Exception {
    byte[] some = new byte[40_000];
    try (FifoWriter writer = leftByItsReader()) {
      writer.write(some);
      assertThatThrownBy(() -> writer.write(some)).isInstanceOf(IOException.class);
    }
  }

  /** One whose reader took the data and left. */
  private FifoWriter leftByItsReader() throws Exception {
    Fifo fifo = Fifo.make(folder.resolve("pipe" + System.nanoTime()), new Cancellation());
    var taken =
        CompletableFuture.supplyAsync(
            () -> {
              try (InputStream in = Files.newInputStream(fifo.path())) {
                return in.readNBytes(DATA.length);
              } catch (IOException e) {
                return new byte[0];
              }
            });
    FifoWriter writer = FifoWriter.open(fifo);
    writer.write(DATA);
    assertThat(taken.get()).isEqualTo(DATA);
    return writer;
  }
}
