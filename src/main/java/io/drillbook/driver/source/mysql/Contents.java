package io.drillbook.driver.source.mysql;

import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.step.StepContext;
import java.util.Map;
import java.util.TreeMap;

/** Rows and the server's own checksum of each table, and how many there are of the rest. */
final class Contents {
  private Contents() {}

  /**
   * Counts; inside a transaction that read a snapshot, what was there then. Each table's lock is
   * given back at once, so that a migration waits for no more than one table.
   */
  static Map<String, Long> of(Session session, Inventory inventory, StepContext context) {
    Map<String, Long> contents = new TreeMap<>(inventory.others());
    int done = 0;
    for (Inventory.Table table : inventory.tables()) {
      context.cancellation().check();
      session.run("savepoint one_table");
      String name = Names.shown(table.name());
      contents.put(name, session.number("select count(*) from " + table.sql()));
      if (!table.versioned()) {
        contents.put(
            SourceCapture.CHECKSUM + name,
            session.row("checksum table " + table.sql(), row -> row.getLong(2)));
      }
      session.run("rollback to savepoint one_table");
      context.progress("counting rows", ++done, inventory.tables().size());
    }
    return contents;
  }

  /** The same without checksums, whose making differs between servers and their versions. */
  static Map<String, Long> counts(Map<String, Long> contents) {
    Map<String, Long> counts = new TreeMap<>(contents);
    counts.keySet().removeIf(name -> name.startsWith(SourceCapture.CHECKSUM));
    return counts;
  }
}
