package io.drillbook.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compares what was recovered with what production held just before it was destroyed: every row
 * that was committed before the recovery point's data time must be there, byte for byte, and no row
 * may be there that production never had.
 */
final class Proof {
  private static final List<String> TABLES = List.of("customers", "orders");

  private final Map<String, Set<Long>> early = new TreeMap<>();
  private final Map<String, Rows> last = new TreeMap<>();
  private Instant disasterAt;

  /** Notes what is committed now, before the backup is asked for. */
  void noteBeforeBackup(PrivatePostgres production) throws SQLException {
    read(production).forEach((table, rows) -> early.put(table, rows.byNumber().keySet()));
  }

  /** Notes everything that production holds just before it is lost. */
  void noteBeforeDisaster(PrivatePostgres production, Instant now) throws SQLException {
    last.putAll(read(production));
    disasterAt = now;
  }

  /** When everything was noted for the last time before the loss. */
  Instant disasterAt() {
    return disasterAt;
  }

  /**
   * Compares.
   *
   * @param promises every order that the shop confirmed, before the disaster and after
   * @param dataTime the instant whose data the recovery point holds
   * @return whether everything holds
   */
  boolean holds(
      PrivatePostgres recovered,
      List<Customers.Promise> promises,
      Instant dataTime,
      Consumer<String> out)
      throws SQLException {
    boolean good = true;
    Map<String, Rows> found = read(recovered);
    for (String table : TABLES) {
      Set<Long> owed = new TreeSet<>(early.get(table));
      Set<Long> late = new TreeSet<>();
      if ("orders".equals(table)) {
        owed.addAll(numbers(promises, it -> it.confirmedAt().isBefore(dataTime)));
        late.addAll(numbers(promises, it -> it.confirmedAt().isAfter(disasterAt)));
      }
      good &= compare(last.get(table), found.get(table).without(late), owed, out);
    }
    return good;
  }

  private static boolean compare(Rows before, Rows after, Set<Long> owed, Consumer<String> out) {
    String expected = before.digest(owed::contains);
    String seen = after.digest(owed::contains);
    List<Long> foreign = new ArrayList<>(after.byNumber().keySet());
    foreign.removeIf(number -> after.byNumber().get(number).equals(before.byNumber().get(number)));
    boolean good = expected.equals(seen) && foreign.isEmpty();
    out.accept(
        "  %-10s %-70s  %s"
            .formatted(
                before.table(),
                "%d rows owed, %d recovered, SHA-256 %s…"
                    .formatted(owed.size(), after.byNumber().size(), seen.substring(0, 16)),
                good ? "equal" : "DIFFERENT from " + expected.substring(0, 16) + "…"));
    if (!foreign.isEmpty()) {
      out.accept("  rows that production never had: " + foreign.stream().limit(5).toList());
    }
    return good;
  }

  private static List<Long> numbers(
      List<Customers.Promise> promises, Predicate<Customers.Promise> chosen) {
    return promises.stream().filter(chosen).map(Customers.Promise::number).toList();
  }

  private static Map<String, Rows> read(PrivatePostgres cluster) throws SQLException {
    try (Connection connection = cluster.connect(ShopDatabase.NAME)) {
      List<Rows> all = new ArrayList<>();
      for (String table : TABLES) {
        all.add(Rows.read(connection, table));
      }
      return all.stream().collect(Collectors.toMap(Rows::table, rows -> rows));
    }
  }
}
