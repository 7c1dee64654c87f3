package io.drillbook.driver.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static List<Table> tables(long... sizes) {
    return IntStream.range(0, sizes.length)
        .mapToObj(i -> new Table("public", "t" + i, sizes[i]))
        .toList();
  }

  @Test
  void aSmallDatabaseIsOneMember() {
    assertThat(Split.of(tables(40, 60), 100).whole()).isTrue();
  }

  @Test
  void oneTableAloneCannotBeDivided() {
    assertThat(Split.of(tables(1000), 100).whole()).isTrue();
  }

  @Test
  void theHalvesAreBalancedBySize() {
    List<Table> second = Split.of(tables(10, 50, 30, 20, 40), 100).second();
    long bytes = second.stream().mapToLong(Table::bytes).sum();
    assertThat(bytes).isBetween(60L, 90L);
  }

  @Test
  void manyTablesDoNotExhaustCommandLineOrLocks() {
    assertThat(Split.of(tables(IntStream.range(0, 1400).asLongStream().toArray()), 0).second())
        .hasSizeLessThanOrEqualTo(200);
    assertThat(Split.of(tables(IntStream.range(0, 2000).asLongStream().toArray()), 0).whole())
        .isTrue();
  }
}
