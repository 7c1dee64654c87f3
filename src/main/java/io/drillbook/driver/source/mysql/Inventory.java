package io.drillbook.driver.source.mysql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a database, by its catalog; our own mark is not counted.
 *
 * @param tables with rows of their own
 * @param others how many there are of what holds no rows, by kind
 * @param definitions a number that changes with any column: some servers alter a table without
 *     disturbing whoever reads it
 */
record Inventory(List<Table> tables, Map<String, Long> others, long definitions) {
  static final String ROUTINES = "routines";
  static final String TRIGGERS = "triggers";
  static final String EVENTS = "events";
  static final String VIEWS = "views";

  private static final String TABLES =
      """
      select t.table_name, t.table_type, coalesce(t.engine, ''),
             coalesce(e.transactions, 'NO') = 'YES',
             coalesce(t.data_length, 0) + coalesce(t.index_length, 0)
      from information_schema.tables t left join information_schema.engines e on e.engine = t.engine
      where t.table_schema = ? and t.table_name <> ?
        and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
      order by t.table_name
      """;

  private static final String DEFINITIONS =
      """
      select coalesce(sum(crc32(concat_ws('|', table_name, column_name, ordinal_position, column_type,
             is_nullable, coalesce(column_default, '-'), extra))), 0)
      from information_schema.columns where table_schema = ?
      """;

  private static final Map<String, String> COUNTED =
      Map.of(
          ROUTINES,
          "select count(*) from information_schema.routines where routine_schema = ?",
          TRIGGERS,
          "select count(*) from information_schema.triggers where trigger_schema = ?",
          EVENTS,
          "select count(*) from information_schema.events where event_schema = ?",
          VIEWS,
          "select count(*) from information_schema.tables where table_type = 'VIEW'"
              + " and table_schema = ?",
          "sequences",
          "select count(*) from information_schema.tables where table_type = 'SEQUENCE'"
              + " and table_schema = ?");

  static Inventory of(Session session, String database) {
    List<Table> tables =
        session.rows(
            TABLES,
            row ->
                new Table(
                    row.getString(1),
                    row.getString(2).startsWith("SYSTEM"),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getLong(5)),
            database,
            RunMark.TABLE);
    Map<String, Long> others = new TreeMap<>();
    COUNTED.forEach((kind, query) -> others.put(kind, session.number(query, database)));
    return new Inventory(tables, others, session.number(DEFINITIONS, database));
  }

  boolean isEmpty() {
    return tables.isEmpty() && others.values().stream().allMatch(count -> count == 0);
  }

  long bytes() {
    return tables.stream().mapToLong(Table::bytes).sum();
  }

  /** Of what there is some, for people. */
  String words() {
    Map<String, Long> some = new TreeMap<>(others);
    some.values().removeIf(count -> count == 0);
    return some.toString();
  }

  /**
   * One table.
   *
   * @param versioned whether it keeps its own history, which a dump leaves out
   */
  record Table(String name, boolean versioned, String engine, boolean transactional, long bytes) {
    String sql() {
      return Names.quoted(name);
    }
  }
}
