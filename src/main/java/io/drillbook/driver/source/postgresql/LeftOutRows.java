package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tables whose rows the plan leaves out of a capture.
 *
 * @param tables those that hold rows of their own, partitions of a named table too
 */
record LeftOutRows(List<Table> tables) {
  private static final String PARTITIONS =
      """
      with recursive kin as (
        select i.inhparent as top, i.inhrelid as child
        from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
        where c.relispartition
        union select k.top, i.inhrelid
        from kin k join pg_catalog.pg_inherits i on i.inhparent = k.child)
      select tn.nspname, t.relname, cn.nspname, c.relname
      from kin k
      join pg_catalog.pg_class t on t.oid = k.top
      join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
      join pg_catalog.pg_class c on c.oid = k.child
      join pg_catalog.pg_namespace cn on cn.oid = c.relnamespace
      """;
  private static final String FOREIGN_KEYS =
      """
      select cn.nspname, c.relname, rn.nspname, r.relname
      from pg_catalog.pg_constraint f
      join pg_catalog.pg_class c on c.oid = f.conrelid
      join pg_catalog.pg_namespace cn on cn.oid = c.relnamespace
      join pg_catalog.pg_class r on r.oid = f.confrelid
      join pg_catalog.pg_namespace rn on rn.oid = r.relnamespace
      where f.contype = 'f'
      """;

  LeftOutRows {
    tables = List.copyOf(tables);
  }

  private record Pair(String from, String to, String shown) {}

  /**
   * Finds the tables.
   *
   * @throws Fault INPUT_INVALID where there is none of a name, or where rows that are captured
   *     point to rows that are not: such a dump could not be restored
   */
  static LeftOutRows of(Session session, Wanted wanted, List<Table> all) {
    if (wanted.isEverything()) {
      return new LeftOutRows(List.of());
    }
    Set<String> keys = new HashSet<>();
    Set<String> missing = new TreeSet<>();
    List<Pair> partitions = pairs(session, PARTITIONS);
    for (Wanted.Name name : wanted.names()) {
      Set<String> found = new HashSet<>();
      all.stream()
          .filter(t -> name.matches(t.schema(), t.name()))
          .map(Table::key)
          .forEach(found::add);
      named(session, name).forEach(found::add);
      if (found.isEmpty()) {
        missing.add(name.written());
      }
      keys.addAll(found);
    }
    partitions.stream()
        .filter(pair -> keys.contains(pair.from()))
        .map(Pair::to)
        .toList()
        .forEach(keys::add);
    if (!missing.isEmpty()) {
      throw refused("there is no table " + String.join(", ", missing));
    }
    pairs(session, FOREIGN_KEYS).stream()
        .filter(pair -> keys.contains(pair.to()) && !keys.contains(pair.from()))
        .findFirst()
        .ifPresent(
            pair -> {
              throw refused("rows that are captured point to rows that are not, " + pair.shown());
            });
    return new LeftOutRows(all.stream().filter(table -> keys.contains(table.key())).toList());
  }

  /** Partitioned tables, which hold no rows themselves. */
  private static List<String> named(Session session, Wanted.Name name) {
    return session
        .rows(
            "select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n"
                + " on n.oid = c.relnamespace where c.relkind = 'p' and n.nspname = ?",
            row -> new Table(row.getString(1), row.getString(2), 0),
            name.schema())
        .stream()
        .filter(table -> name.matches(table.schema(), table.name()))
        .map(Table::key)
        .toList();
  }

  private static List<Pair> pairs(Session session, String ask) {
    return session.rows(
        ask,
        row -> {
          String from = new Table(row.getString(1), row.getString(2), 0).key();
          String to = new Table(row.getString(3), row.getString(4), 0).key();
          return new Pair(from, to, from + " to " + to);
        });
  }

  private static Fault refused(String why) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to leave out the rows under '" + PostgresqlSettings.EXCLUDE_DATA + "': " + why,
        "Name tables that are there, and with each table those that point to it by a foreign key.");
  }

  /** The tables of a list that are captured with their rows. */
  List<Table> kept(List<Table> all) {
    return all.stream().filter(table -> !tables.contains(table)).toList();
  }
}
