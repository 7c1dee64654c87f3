package io.drillbook.driver.source.pgphysical;

import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.source.SourceProbe;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a running cluster is, asked of itself.
 *
 * @param systemIdentifier made by initdb; a physical copy carries the same
 * @param startedMicros when this very server process started, which tells a copy from its original
 * @param dataDirectory empty where the login may not see it
 * @param superuser the role that initdb made, whatever it is called now
 */
record ClusterLook(
    String systemIdentifier,
    long startedMicros,
    int major,
    String version,
    long bytes,
    boolean standby,
    long segmentBytes,
    String walLevel,
    String checksums,
    String dataDirectory,
    String superuser,
    Map<Long, String> databases,
    Map<Long, String> tablespaces) {
  private static final String ASK =
      """
      select (select system_identifier::text from pg_catalog.pg_control_system()),
             (extract(epoch from pg_catalog.pg_postmaster_start_time()) * 1000000)::bigint,
             current_setting('server_version_num')::int / 10000,
             current_setting('server_version'),
             (select coalesce(sum(pg_database_size(oid)), 0) from pg_catalog.pg_database
              where has_database_privilege(oid, 'connect') and datallowconn),
             pg_is_in_recovery(),
             pg_size_bytes(current_setting('wal_segment_size')),
             current_setting('wal_level'), current_setting('data_checksums'),
             case when pg_has_role('pg_read_all_settings', 'usage')
                  then current_setting('data_directory') else '' end,
             (select rolname from pg_catalog.pg_roles where oid = 10)
      """;
  private static final String DATABASES = "select oid, datname from pg_catalog.pg_database";
  private static final String TABLESPACES =
      "select oid, pg_tablespace_location(oid) from pg_catalog.pg_tablespace"
          + " where spcname not in ('pg_default', 'pg_global')";

  static ClusterLook at(Session session) {
    Map<Long, String> databases = named(session, DATABASES);
    Map<Long, String> tablespaces = named(session, TABLESPACES);
    return session.row(
        ASK,
        row ->
            new ClusterLook(
                row.getString(1),
                row.getLong(2),
                row.getInt(3),
                row.getString(4),
                row.getLong(5),
                row.getBoolean(6),
                row.getLong(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                databases,
                tablespaces));
  }

  private static Map<Long, String> named(Session session, String sql) {
    Map<Long, String> names = new TreeMap<>();
    session.rows(sql, row -> names.put(row.getLong(1), row.getString(2)));
    return names;
  }

  /** Names this running server, whatever address it was reached by. */
  String identity() {
    return systemIdentifier + "#" + startedMicros;
  }

  SourceProbe probe() {
    return new SourceProbe(identity(), "PostgreSQL " + version, bytes, databases.isEmpty());
  }
}
