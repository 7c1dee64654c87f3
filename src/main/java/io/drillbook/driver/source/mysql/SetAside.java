package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves a target's tables into another database, all in one statement, so that a restore finds the
 * target empty. A database itself cannot be renamed, nor can views, triggers, routines and events
 * move: a target with any of these is refused.
 */
final class SetAside {
  private static final int LONGEST_NAME = 64;

  private final Server target;
  private final ProductionGuard guard;
  private final RunMark mark;

  SetAside(Server target, ProductionGuard guard, RunMark mark) {
    this.target = target;
    this.guard = guard;
    this.mark = mark;
  }

  /** The other name; empty where there was nothing to set aside. */
  Optional<String> run() {
    try (Place place = new Place(target)) {
      guard.check(place.session(), java.util.Map.of());
      if (!place.exists() || place.isOf(mark)) {
        return Optional.empty();
      }
      List<String> tables = tables(place);
      Inventory inventory = place.inventory();
      if (inventory.others().values().stream().anyMatch(count -> count > 0)) {
        throw cannot(inventory);
      }
      if (tables.isEmpty()) {
        return Optional.empty();
      }
      String aside = name(target.database(), mark.runId());
      // One that is there already is refused by the server if any of the names is taken in it.
      place.session().run("create database if not exists " + Names.quoted(aside));
      place.session().run("rename table " + moves(tables, aside));
      return Optional.of(aside);
    }
  }

  /** With the mark of another run, which belongs to what it marks. */
  private List<String> tables(Place place) {
    return place
        .session()
        .rows(
            "select table_name from information_schema.tables where table_schema = ?"
                + " and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')",
            row -> row.getString(1),
            target.database());
  }

  private String moves(List<String> tables, String aside) {
    List<String> moves = new ArrayList<>();
    for (String table : tables) {
      moves.add(
          "%s.%s to %s.%s"
              .formatted(
                  Names.quoted(target.database()),
                  Names.quoted(table),
                  Names.quoted(aside),
                  Names.quoted(table)));
    }
    return String.join(", ", moves);
  }

  private Fault cannot(Inventory inventory) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to set a database aside that holds more than tables: '"
            + target.address()
            + "': "
            + inventory.words(),
        "The server cannot move these. Dump the database and drop it by hand, or name another"
            + " target.");
  }

  /** The run's id stays whole: it tells when and why, and is different each time. */
  private static String name(String database, String runId) {
    String tail = "_" + runId;
    int kept = Math.max(0, LONGEST_NAME - tail.length());
    return database.substring(0, Math.min(database.length(), kept)) + tail;
  }
}
