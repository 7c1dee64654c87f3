package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Partitions by hash, whose rows may lie in other partitions after a restore: the hash of an enum
 * is another one in each database, so pg_dump loads such rows through the parent.
 *
 * @param parents the topmost table that is partitioned by hash, by each partition's key
 */
record HashGroups(Map<String, String> parents) {
  private static final String ASK =
      """
      with recursive below as (
        select p.partrelid as top, i.inhrelid as child
        from pg_catalog.pg_partitioned_table p
        join pg_catalog.pg_inherits i on i.inhparent = p.partrelid
        where p.partstrat = 'h' and not exists (
          select from pg_catalog.pg_partition_ancestors(p.partrelid) a
          join pg_catalog.pg_partitioned_table q on q.partrelid = a.relid
          where q.partstrat = 'h' and q.partrelid <> p.partrelid)
        union all
        select b.top, i.inhrelid
        from below b join pg_catalog.pg_inherits i on i.inhparent = b.child)
      select cn.nspname, c.relname, tn.nspname, t.relname
      from below b
      join pg_catalog.pg_class c on c.oid = b.child and c.relkind = 'r'
      join pg_catalog.pg_namespace cn on cn.oid = c.relnamespace
      join pg_catalog.pg_class t on t.oid = b.top
      join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
      """;

  HashGroups {
    parents = Map.copyOf(parents);
  }

  /** Asks a database; versions before 12 do not tell, there every partition counts by itself. */
  static HashGroups of(Session session) {
    Map<String, String> parents = new HashMap<>();
    boolean tells =
        session.holds(
            "select exists (select from pg_catalog.pg_proc where proname ="
                + " 'pg_partition_ancestors')");
    if (tells) {
      session.rows(
          ASK,
          row ->
              parents.put(
                  new Table(row.getString(1), row.getString(2), 0).key(),
                  new Table(row.getString(3), row.getString(4), 0).key()));
    }
    return new HashGroups(parents);
  }

  /** Counts in which such partitions stand together, under their parent. */
  Map<String, Long> together(Map<String, Long> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.merge(parents.getOrDefault(key, key), count, Long::sum));
    return sums;
  }
}
