package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.source.MemberSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What pg_dump leaves out unless it makes the database itself: configuration by ALTER DATABASE and
 * the right to connect. Kept as a script for psql in which {@code :"db"} stands for the database,
 * so that it fits whatever name the restored database has.
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

  /** pg_dump says these only of a database that it is to make itself. */
  private static final String SAID =
      """
      select format('alter database :"db" connection limit %s;', datconnlimit)
      from pg_catalog.pg_database where datname = current_database() and datconnlimit > 0
      union all
      select format('comment on database :"db" is %L;', shobj_description(oid, 'pg_database'))
      from pg_catalog.pg_database where datname = current_database()
        and shobj_description(oid, 'pg_database') not like 'drillbook run %'
      """;

  private static final String GRANT = "grant ";
  private static final String ROLE = "alter role ";
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
      lines.addAll(FilledViews.refreshes(session));
    }
    lines.addAll(session.rows(CONFIGURED, row -> row.getString(1)));
    if (session.holds(
        "select datacl is not null from pg_catalog.pg_database"
            + " where datname = current_database()")) {
      lines.add("revoke all on database :\"db\" from public;");
      lines.addAll(session.rows(GRANTED, row -> row.getString(1)));
    }
    lines.addAll(session.rows(SAID, row -> row.getString(1)));
    String script = "-- run with psql -v db=NAME\n" + String.join("\n", lines) + "\n";
    try (OutputStream member = sink.open(Parts.SETTINGS, Parts.SQL)) {
      member.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw DumpProcess.stopped(Parts.SETTINGS, e);
    }
  }

  /** The statements that fill materialized views; to be run inside the database. */
  static List<String> refreshes(String script) {
    return Statements.of(script).stream().filter(text -> text.startsWith(REFRESH)).toList();
  }

  /** The statements about the database itself, for one of this name; run from any other. */
  static List<String> statements(String script, String database, Owners owners) {
    RoleNames names = new RoleNames(owners.others());
    return Statements.of(script).stream()
        .filter(text -> !text.startsWith(REFRESH))
        .filter(text -> owners.one().isEmpty() || !ofRole(text))
        .map(text -> text.startsWith(GRANT) ? names.replace(text, RoleNames.IN_GRANTS) : text)
        .map(text -> text.startsWith(ROLE) ? names.replace(text, RoleNames.IN_SETTINGS) : text)
        .map(text -> named(text, database))
        .toList();
  }

  private static boolean ofRole(String statement) {
    return statement.startsWith(GRANT) || statement.startsWith(ROLE);
  }

  /** Only the first: a value may hold the very same letters. */
  private static String named(String statement, String database) {
    int at = statement.indexOf(VARIABLE);
    return at < 0
        ? statement
        : statement.substring(0, at)
            + Names.quoted(database)
            + statement.substring(at + VARIABLE.length());
  }
}
