package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Exact counts of what a database holds, as one connection sees it. */
final class RowCounts {
  /** Stands beside the tables; no table's name is without a dot. */
  static final String LARGE_OBJECTS = "large objects";

  private RowCounts() {}

  /**
   * Counts rows by table, and large objects where there are any. With row security on, a login that
   * sees only some rows would count less without a word: here it fails instead.
   */
  static Map<String, Long> of(Session session, List<Table> tables, StepContext context) {
    session.run("set row_security = off");
    Map<String, Long> counts = new TreeMap<>();
    int done = 0;
    for (Table table : tables) {
      context.cancellation().check();
      String count = "select count(*) from only " + table.sql();
      counts.put(table.key(), session.row(count, row -> row.getLong(1)));
      context.progress("counting rows", ++done, tables.size());
    }
    long objects =
        session.row(
            "select count(*) from pg_catalog.pg_largeobject_metadata", row -> row.getLong(1));
    if (objects > 0) {
      counts.put(LARGE_OBJECTS, objects);
    }
    return counts;
  }
}
