package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The materialized views that hold rows, those that read others behind them. pg_dump writes their
 * REFRESH only into an archive that holds definitions and data together.
 */
final class FilledViews {
  private static final String FILLED =
      """
      select c.oid::bigint, format('refresh materialized view %I.%I;', n.nspname, c.relname)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'm' and c.relispopulated order by n.nspname, c.relname
      """;
  private static final String READS =
      """
      select distinct r.ev_class::bigint, d.refobjid::bigint
      from pg_catalog.pg_rewrite r
      join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass
        and d.objid = r.oid and d.refclassid = 'pg_catalog.pg_class'::regclass
      join pg_catalog.pg_class reader on reader.oid = r.ev_class and reader.relkind in ('v', 'm')
      join pg_catalog.pg_class read on read.oid = d.refobjid and read.relkind in ('v', 'm')
      where d.refobjid <> r.ev_class
      """;

  private final Map<Long, String> filled = new HashMap<>();
  private final Map<Long, List<Long>> reads = new HashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final List<String> statements = new ArrayList<>();

  private FilledViews() {}

  /** Each statement with its semicolon. */
  static List<String> refreshes(Session session) {
    FilledViews views = new FilledViews();
    List<Long> inOrder =
        session.rows(
            FILLED,
            row -> {
              views.filled.put(row.getLong(1), row.getString(2));
              return row.getLong(1);
            });
    session.rows(
        READS,
        row ->
            views
                .reads
                .computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
                .add(row.getLong(2)));
    inOrder.forEach(views::add);
    return views.statements;
  }

  /** Plain views may read each other in a circle; each is entered once. */
  private void add(long view) {
    if (!seen.add(view)) {
      return;
    }
    reads.getOrDefault(view, List.of()).forEach(this::add);
    if (filled.containsKey(view)) {
      statements.add(filled.get(view));
    }
  }
}
