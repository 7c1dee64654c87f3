package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much is written, and by how many, the heap holds no more than the pool's chunks. */
class PartBuffersTest {
  private final ChunkPool pool = new ChunkPool(2);

  @TempDir Path spool;

  @Test
  void memoryIsTakenWhileThereIsSomeAndFilesAfterThat() {
    PartBuffers buffers = buffers();
    List<PartBuffer> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      taken.add(buffers.take(PartSizes.FIRST_BYTES));
    }
    assertThat(taken).filteredOn(MemoryBuffer.class::isInstance).hasSize(2);
    assertThat(taken).filteredOn(FileBuffer.class::isInstance).hasSize(18);
    assertThat(pool.taken()).isEqualTo(2);

    taken.forEach(PartBuffer::close);
    taken.forEach(PartBuffer::close);
    assertThat(pool.taken()).isZero();
    try (PartBuffer again = buffers.take(PartSizes.FIRST_BYTES)) {
      assertThat(again).isInstanceOf(MemoryBuffer.class);
    }
  }

  @Test
  void aPartThatGrewIsNeverHeldInMemory() {
    for (int number = 1; number <= PartSizes.MOST_PARTS; number += 100) {
      long bytes = PartSizes.bytes(number);
      try (PartBuffer part = buffers().take(bytes)) {
        assertThat(part instanceof MemoryBuffer).isEqualTo(bytes == PartSizes.FIRST_BYTES);
      }
    }
    assertThat(pool.taken()).isZero();
  }

  @Test
  void whatWasWrittenIsReadAgainAndAgainWhereverItIs() throws IOException {
    byte[] bytes = new byte[300_001];
    new Random(4).nextBytes(bytes);
    for (long size : List.of((long) PartSizes.FIRST_BYTES, PartSizes.bytes(5_000))) {
      try (PartBuffer part = buffers().take(size)) {
        assertThat(part.write(bytes, 0, 100_000)).isEqualTo(100_000);
        assertThat(part.write(bytes, 100_000, 200_001)).isEqualTo(200_001);
        for (int i = 0; i < 2; i++) {
          try (InputStream in = part.open()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
          }
        }
      }
    }
  }

  @Test
  void aPartTakesNoMoreThanItsSize() {
    try (PartBuffer part = buffers().take(PartSizes.FIRST_BYTES)) {
      byte[] more = new byte[PartSizes.FIRST_BYTES + 5];
      assertThat(part.write(more, 0, more.length)).isEqualTo(PartSizes.FIRST_BYTES);
      assertThat(part.isFull()).isTrue();
    }
  }

  @Test
  void aKilledProcessLeavesNoFile() {
    try (PartBuffer part = buffers().take(PartSizes.bytes(5_000))) {
      part.write(new byte[10], 0, 10);
      assertThat(spool).isEmptyDirectory();
    }
  }

  private PartBuffers buffers() {
    return new PartBuffers(pool, Optional.of(spool));
  }
}
