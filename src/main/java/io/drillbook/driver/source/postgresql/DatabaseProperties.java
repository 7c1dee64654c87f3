package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.source.MemberSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What pg_dump leaves out unless it makes the database itself: configuration by ALTER DATABASE and
 * the right to connect. Kept as a script for psql in which {@code :"db"} stands for the database,
 * one statement a line, so that it fits whatever name the restored database has.
 */
final class DatabaseProperties {
  private static final String VARIABLE = ":\"db\"";

  /**
   * Variables that hold lists of names, already quoted (guc.h: GUC_LIST_QUOTE). A fence around the
   * database is left out: what is carried home from behind it must not arrive fenced.
   */
  private static final String CONFIGURED =
      """
      select format('alter %s set %s to %s;',
               case when s.setrole = 0 then 'database :"db"'
                    else format('role %I in database :"db"', pg_get_userbyid(s.setrole)) end,
               (select string_agg(quote_ident(p), '.')
                from unnest(string_to_array(split_part(c, '=', 1), '.')) p),
               case when split_part(c, '=', 1) in ('search_path', 'temp_tablespaces',
                      'local_preload_libraries', 'session_preload_libraries')
                    then substr(c, strpos(c, '=') + 1)
                    else quote_literal(substr(c, strpos(c, '=') + 1)) end)
      from pg_catalog.pg_db_role_setting s
      join pg_catalog.pg_database d on d.oid = s.setdatabase, unnest(s.setconfig) c
      where d.datname = current_database() and not (s.setrole = 0 and (
        c like 'drillbook.fence=%'
        or c like 'default\\_transaction\\_read\\_only=%' and exists (
          select from unnest(s.setconfig) m where m like 'drillbook.fence=%')))
      """;

  private static final String GRANTED =
      """
      select format('grant %s on database :"db" to %s%s;', a.privilege_type,
               case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
               case when a.is_grantable then ' with grant option' else '' end)
      from pg_catalog.pg_database d, aclexplode(d.datacl) a
      where d.datname = current_database() and a.grantee <> d.datdba
      """;

  /**
   * Filled materialized views, those that read others behind them. pg_dump writes their REFRESH
   * only into an archive that holds definitions and data together.
   */
  private static final String FILLED =
      """
      with recursive reads as (
        select distinct r.ev_class as reader, d.refobjid as read
        from pg_catalog.pg_rewrite r join pg_catalog.pg_depend d
          on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> r.ev_class),
      levels as (
        select oid, 0 as level from pg_catalog.pg_class where relkind in ('v', 'm')
        union select reads.reader, level + 1 from levels join reads on reads.read = levels.oid)
      select format('refresh materialized view %I.%I;', n.nspname, c.relname)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join levels on levels.oid = c.oid
      where c.relkind = 'm' and c.relispopulated
      group by n.nspname, c.relname order by max(level), n.nspname, c.relname
      """;

  private static final String REFRESH = "refresh ";

  private DatabaseProperties() {}

  /**
   * Writes the script as a member; without any statement too, so that every point looks alike.
   *
   * @param divided whether definitions and data are archives of their own
   */
  static void capture(Session session, MemberSink sink, boolean divided) {
    List<String> lines = new ArrayList<>();
    if (divided) {
      lines.addAll(session.rows(FILLED, row -> row.getString(1)));
    }
    lines.addAll(session.rows(CONFIGURED, row -> row.getString(1)));
    if (session.holds(
        "select datacl is not null from pg_catalog.pg_database"
            + " where datname = current_database()")) {
      lines.add("revoke all on database :\"db\" from public;");
      lines.addAll(session.rows(GRANTED, row -> row.getString(1)));
    }
    // A statement is a line; a value with a line break is too odd to be worth a parser.
    lines.removeIf(line -> line.contains("\n"));
    String script = "-- run with psql -v db=NAME\n" + String.join("\n", lines) + "\n";
    try (OutputStream member = sink.open(Parts.SETTINGS, Parts.SQL)) {
      member.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw DumpProcess.stopped(Parts.SETTINGS, e);
    }
  }

  /** The statements that fill materialized views; to be run inside the database. */
  static List<String> refreshes(String script) {
    return lines(script).filter(line -> line.startsWith(REFRESH)).toList();
  }

  /** The statements about the database itself, for one of this name; run from any other. */
  static List<String> statements(String script, String database) {
    return lines(script)
        .filter(line -> !line.startsWith(REFRESH))
        .map(line -> line.replace(VARIABLE, Names.quoted(database)))
        .toList();
  }

  private static Stream<String> lines(String script) {
    return script.lines().filter(line -> !line.isBlank() && !line.startsWith("--"));
  }
}
