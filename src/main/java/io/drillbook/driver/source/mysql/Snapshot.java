package io.drillbook.driver.source.mysql;

import io.drillbook.spi.step.StepContext;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One instant that two sessions see alike: nothing may be committed between the moment in which the
 * first of them and the last of them begins to read. A server cannot hand a snapshot on.
 */
final class Snapshot implements AutoCloseable {
  private final Session locker;
  private final Session holder;
  private Inventory inventory;
  private Instant dataTime;
  private boolean locked;

  Snapshot(Session locker, Session holder) {
    this.locker = locker;
    this.holder = holder;
  }

  /**
   * Stops all writing and lets the holder begin to read.
   *
   * @param tablesOnly whether only the tables of this database are locked, as is needed where the
   *     lock is kept for long
   */
  void take(String database, boolean tablesOnly) {
    inventory = Inventory.of(locker, database);
    if (tablesOnly || !lockServer()) {
      lockTables();
    }
    locked = true;
    // Again, by a session that may read what is not locked: what came in between is in the dump.
    inventory = Inventory.of(holder, database);
    dataTime =
        locker
            .row(
                "select cast(utc_timestamp(6) as char)",
                row -> LocalDateTime.parse(row.getString(1).replace(' ', 'T')))
            .toInstant(ZoneOffset.UTC);
    holder.run("set session transaction isolation level repeatable read");
    holder.run("start transaction with consistent snapshot, read only");
  }

  Inventory inventory() {
    return inventory;
  }

  /** Whatever was committed by then is in. */
  Instant dataTime() {
    return dataTime;
  }

  /** Counts what the snapshot holds. */
  Map<String, Long> count(StepContext context) {
    context.cancellation().onCancel(holder::abort);
    return Contents.of(holder, inventory, context);
  }

  /**
   * Lets others write again; to be called once whoever is to see this instant has begun to read.
   */
  synchronized void release() {
    if (locked) {
      locked = false;
      locker.run("unlock tables");
    }
  }

  @Override
  public void close() {
    locker.close();
    holder.close();
  }

  /** Commits wait, for less than a second; needs RELOAD, which hosted servers do not give. */
  private boolean lockServer() {
    try {
      locker.execute("flush tables with read lock");
      return true;
    } catch (SQLException e) {
      if (SqlFaults.isDenied(e)) {
        return false;
      }
      throw locker.fault(e);
    }
  }

  private void lockTables() {
    if (!inventory.tables().isEmpty()) {
      locker.run(
          "lock tables "
              + inventory.tables().stream()
                  .map(table -> table.sql() + " read")
                  .collect(Collectors.joining(", ")));
    }
  }
}
