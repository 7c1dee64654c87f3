package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One instant of a database that several processes read at a time.
 *
 * @param id what {@code pg_export_snapshot} gave; good as long as the holder's transaction is open
 * @param dataTime the server's clock just before: whatever was committed by then is in
 */
record Snapshot(String id, Instant dataTime) {
  private static final int LOCKED_AT_ONCE = 100;
  private static final String LOCK_WAIT = "60s";

  /**
   * Opens the holder's transaction. Tables are locked for reading before the snapshot is taken: a
   * TRUNCATE between the two would empty the dump without a word, because it heeds no snapshot.
   */
  static Snapshot take(Session holder, Session clock, List<Table> tables) {
    // Known since version 17; it would end the holder, and with it the snapshot. Asked before the
    // transaction begins: the first query in it takes the snapshot, which would be before the
    // locks.
    holder.rows(
        "select set_config(name, '0', false) from pg_catalog.pg_settings"
            + " where name = 'transaction_timeout'",
        row -> true);
    holder.run("begin isolation level repeatable read, read only");
    holder.run("set local statement_timeout = 0");
    holder.run("set local idle_in_transaction_session_timeout = 0");
    holder.run("set local lock_timeout = '" + LOCK_WAIT + "'");
    for (int from = 0; from < tables.size(); from += LOCKED_AT_ONCE) {
      List<Table> some = tables.subList(from, Math.min(tables.size(), from + LOCKED_AT_ONCE));
      String names =
          some.stream().map(table -> "only " + table.sql()).collect(Collectors.joining(", "));
      holder.run("lock table " + names + " in access share mode");
    }
    Instant dataTime =
        clock.row(
            "select clock_timestamp()",
            row -> row.getObject(1, java.time.OffsetDateTime.class).toInstant());
    String id = holder.text("select pg_catalog.pg_export_snapshot()").orElseThrow();
    return new Snapshot(id, dataTime);
  }
}
