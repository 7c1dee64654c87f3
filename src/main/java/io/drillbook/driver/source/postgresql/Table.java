package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Session;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One table that holds rows of its own: ordinary tables and leaf partitions.
 *
 * @param bytes its size on disk without indexes
 */
record Table(String schema, String name, long bytes) {
  private static final Pattern SIMPLE = Pattern.compile("[a-z_][a-z0-9_]*");

  private static final String ALL =
      """
      select n.nspname, c.relname, pg_table_size(c.oid)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.relpersistence <> 't'
        and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
        and not exists (select from pg_catalog.pg_depend d
                        where d.classid = 'pg_catalog.pg_class'::regclass
                          and d.objid = c.oid and d.deptype = 'e')
      order by 1, 2
      """;

  /** The tables a user made; those of extensions are the extension's own business. */
  static List<Table> all(Session session) {
    return session.rows(ALL, row -> new Table(row.getString(1), row.getString(2), row.getLong(3)));
  }

  /** Always quoted: for SQL and for the programs' patterns. */
  String sql() {
    return Names.quoted(schema) + "." + Names.quoted(name);
  }

  /**
   * The name in a capture's contents: quoted only where needed, by a rule of our own, because the
   * server's list of keywords changes with its version.
   */
  String key() {
    return shown(schema) + "." + shown(name);
  }

  private static String shown(String part) {
    return SIMPLE.matcher(part).matches() ? part : Names.quoted(part);
  }
}
