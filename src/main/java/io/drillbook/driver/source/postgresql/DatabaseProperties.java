package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.MemberSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What pg_dump leaves out unless it makes the database itself: configuration by ALTER DATABASE and
 * the right to connect. Kept as a script for psql in which {@code :"db"} stands for the database,
 * one statement a line, so that it fits whatever name the restored database has.
 */
final class DatabaseProperties {
  private static final String VARIABLE = ":\"db\"";

  /** Variables that hold lists of names, already quoted (guc.h: GUC_LIST_QUOTE). */
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
      where d.datname = current_database()
      """;

  private static final String GRANTED =
      """
      select format('grant %s on database :"db" to %s%s;', a.privilege_type,
               case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end,
               case when a.is_grantable then ' with grant option' else '' end)
      from pg_catalog.pg_database d, aclexplode(d.datacl) a
      where d.datname = current_database() and a.grantee <> d.datdba
      """;

  private DatabaseProperties() {}

  /** Writes the script as a member; without any statement too, so that a point looks alike. */
  static void capture(Session session, MemberSink sink) {
    List<String> lines = new ArrayList<>(session.rows(CONFIGURED, row -> row.getString(1)));
    lines.removeIf(line -> line.contains("\n"));
    if (session.holds(
        "select datacl is not null from pg_catalog.pg_database where datname = current_database()")) {
      lines.add("revoke all on database :\"db\" from public;");
      lines.addAll(session.rows(GRANTED, row -> row.getString(1)));
    }
    String script = "-- run with psql -v db=NAME\n" + String.join("\n", lines) + "\n";
    try (OutputStream member = sink.open(Parts.SETTINGS, Parts.SQL)) {
      member.write(script.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to write the database's settings: '" + e.getMessage() + "'",
          "Check the room and the health of the disk that the vault is on.",
          e);
    }
  }

  /** The statements for a database of this name. */
  static List<String> statements(String script, String database) {
    return script
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("--"))
        .map(line -> line.replace(VARIABLE, Names.quoted(database)))
        .toList();
  }
}
