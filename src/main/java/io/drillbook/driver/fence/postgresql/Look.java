package io.drillbook.driver.fence.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How a database stands, asked from beside it.
 *
 * @param exists whether it is there at all
 * @param replica whether the whole server only follows another one
 * @param limit how many may connect; superusers do not count
 * @param mark Drillbook's own note on its fence, if there is one
 * @param sessions sessions of others that may write
 * @param superusers sessions of superusers, which no fence keeps out
 */
record Look(
    boolean exists,
    boolean replica,
    boolean allowsConnections,
    int limit,
    Optional<String> mark,
    String readOnly,
    int sessions,
    int superusers) {
  /** The note's name; a setting with a dot is free for everybody's use. */
  static final String MARK = "drillbook.fence";

  private static final String ASK =
      """
      select pg_catalog.pg_is_in_recovery(), d.datallowconn, d.datconnlimit,
        (select substr(c, strpos(c, '=') + 1) from settings where c like 'drillbook.fence=%'),
        coalesce((select substr(c, strpos(c, '=') + 1) from settings
          where c like 'default\\_transaction\\_read\\_only=%'), ''),
        (select count(*) from others where not super),
        (select count(*) from others where super)
      from pg_catalog.pg_database d where d.datname = (select name from wanted)""";

  private static final String WITH =
      """
      with wanted as (select ?::text as name),
      settings as (
        select unnest(s.setconfig) as c from pg_catalog.pg_db_role_setting s
        join pg_catalog.pg_database d on d.oid = s.setdatabase
        where s.setrole = 0 and d.datname = (select name from wanted)),
      others as (
        select coalesce(r.rolsuper, false) as super from pg_catalog.pg_stat_activity a
        left join pg_catalog.pg_roles r on r.oid = a.usesysid
        where a.datname = (select name from wanted) and a.pid <> pg_backend_pid()
          and coalesce(a.backend_type, 'client backend') = 'client backend'
          and not (coalesce(r.rolsuper, false) and a.application_name like 'drillbook%'))
      """;

  static Look at(Connection connection, String database) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WITH + ASK)) {
      statement.setString(1, database);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Look(
                true,
                row.getBoolean(1),
                row.getBoolean(2),
                row.getInt(3),
                Optional.ofNullable(row.getString(4)),
                row.getString(5),
                row.getInt(6),
                row.getInt(7))
            : new Look(false, false, false, 0, Optional.empty(), "", 0, 0);
      }
    }
  }

  /** Whether new sessions of applications are kept out. */
  boolean keepsOut() {
    return !allowsConnections || limit == 0;
  }
}
