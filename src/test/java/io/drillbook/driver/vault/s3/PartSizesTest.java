package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSizesTest {
  private static final long MIB = 1024 * 1024;
  private static final long GIB = 1024 * MIB;
  private static final long TIB = 1024 * GIB;

  @Test
  void tenThousandPartsCarryFiveTebibytes() {
    assertThat(PartSizes.MOST_PARTS).isEqualTo(10_000);
    assertThat(sum(PartSizes.MOST_PARTS)).isBetween(5 * TIB, 6 * TIB);
  }

  @Test
  void noPartIsSmallerThanAStoreTakesNorLarger() {
    assertThat(IntStream.rangeClosed(1, PartSizes.MOST_PARTS).mapToLong(PartSizes::bytes))
        .allMatch(bytes -> bytes >= 5 * MIB && bytes <= 5 * GIB);
  }

  @Test
  void partsNeverShrinkAndEndAtWhatTheGuideSays() {
    assertThat(IntStream.rangeClosed(1, PartSizes.MOST_PARTS).mapToLong(PartSizes::bytes).boxed())
        .isSorted();
    assertThat(PartSizes.bytes(PartSizes.MOST_PARTS)).isBetween(1536 * MIB, 1600 * MIB);
  }

  @Test
  void upToSixGibibytesThePartsFitIntoAChunkOfThePool() {
    int parts = 0;
    while (PartSizes.bytes(parts + 1) == PartSizes.FIRST_BYTES) {
      parts++;
    }
    assertThat(sum(parts)).isGreaterThan(6 * GIB);
  }

  private static long sum(int parts) {
    return IntStream.rangeClosed(1, parts).mapToLong(PartSizes::bytes).sum();
  }
}
