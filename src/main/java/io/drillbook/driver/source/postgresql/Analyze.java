package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import java.util.List;

/**
 * Collects statistics, without which the first queries after a restore may take forever. Tables
 * that have parts on foreign servers are left out: PostgreSQL would fetch rows from there, and a
 * copy must not call on what production calls on.
 */
final class Analyze {
  private static final int AT_ONCE = 200;

  private static final String TABLES =
      """
      with recursive kin as (
        select inhparent as parent, inhrelid as child from pg_catalog.pg_inherits
        union select k.parent, i.inhrelid
        from kin k join pg_catalog.pg_inherits i on i.inhparent = k.child)
      select format('%I.%I', n.nspname, c.relname)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm', 'p') and c.relpersistence <> 't' and n.nspname <> 'pg_toast'
        and not exists (select from kin k join pg_catalog.pg_class f on f.oid = k.child
                        where k.parent = c.oid and f.relkind = 'f')
      order by c.relpages desc, c.oid
      """;

  private Analyze() {}

  static void run(Session session) {
    List<String> tables = session.rows(TABLES, row -> row.getString(1));
    for (int from = 0; from < tables.size(); from += AT_ONCE) {
      int to = Math.min(tables.size(), from + AT_ONCE);
      session.run("analyze " + String.join(", ", tables.subList(from, to)));
    }
  }
}
