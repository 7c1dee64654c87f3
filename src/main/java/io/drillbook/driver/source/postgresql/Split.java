package io.drillbook.driver.source.postgresql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a dump is divided into members that are written and restored side by side.
 *
 * @param second tables of the second data member; the first holds everything else, so that nothing
 *     can fall between the two
 * @param whole whether the dump is one member
 */
record Split(List<Table> second, boolean whole) {
  /** Names go onto a command line, which has limits. */
  private static final int NAMED = 200;

  /** Each process locks each table; more tables than this could exhaust the server's locks. */
  private static final int TABLES = 1500;

  /** One member where the tables together are not above the limit, in bytes. */
  static Split of(List<Table> tables, long limit) {
    long all = tables.stream().mapToLong(Table::bytes).sum();
    if (all <= limit || tables.size() < 2 || tables.size() > TABLES) {
      return new Split(List.of(), true);
    }
    List<Table> bySize =
        tables.stream().sorted(Comparator.comparingLong(Table::bytes).reversed()).toList();
    List<Table> second = new ArrayList<>();
    long firstBytes = bySize.stream().skip(NAMED).mapToLong(Table::bytes).sum();
    long secondBytes = 0;
    for (Table table : bySize.subList(0, Math.min(NAMED, bySize.size()))) {
      if (secondBytes < firstBytes) {
        second.add(table);
        secondBytes += table.bytes();
      } else {
        firstBytes += table.bytes();
      }
    }
    return new Split(List.copyOf(second), second.isEmpty());
  }
}
