package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.source.SourceProbe;

/**
 * What a database is, asked of itself.
 *
 * @param systemIdentifier made by initdb; a physical copy of a cluster carries the same
 * @param startedMicros when this very server process started: tells a physical copy from its
 *     original, which no value on disk does; it changes with a restart
 */
record Look(
    String systemIdentifier,
    long startedMicros,
    String database,
    int major,
    String version,
    long bytes,
    boolean empty,
    int port,
    String dataDirectory) {
  private static final String ASK =
      """
      select (select system_identifier::text from pg_catalog.pg_control_system()),
             (extract(epoch from pg_catalog.pg_postmaster_start_time()) * 1000000)::bigint,
             current_database(),
             current_setting('server_version_num')::int / 10000,
             current_setting('server_version'),
             pg_database_size(current_database()),
             current_setting('port')::int,
             case when pg_has_role('pg_read_all_settings', 'usage')
                  then current_setting('data_directory') else '' end
      """;

  /** Anything that a person or a program made here; an extension's own objects hold no data. */
  private static final String USED =
      """
      with owned as (
        select classid, objid from pg_catalog.pg_depend where deptype = 'e'),
      spaces as (
        select oid, nspname from pg_catalog.pg_namespace n
        where nspname not like 'pg\\_%' and nspname <> 'information_schema'
          and not exists (select from owned
            where classid = 'pg_catalog.pg_namespace'::regclass and objid = n.oid))
      select exists (select from spaces where nspname <> 'public')
        or exists (select from pg_catalog.pg_class c join spaces s on s.oid = c.relnamespace
          where not exists (select from owned
            where classid = 'pg_catalog.pg_class'::regclass and objid = c.oid))
        or exists (select from pg_catalog.pg_proc p join spaces s on s.oid = p.pronamespace
          where not exists (select from owned
            where classid = 'pg_catalog.pg_proc'::regclass and objid = p.oid))
        or exists (select from pg_catalog.pg_type t join spaces s on s.oid = t.typnamespace
          where not exists (select from owned
            where classid = 'pg_catalog.pg_type'::regclass and objid = t.oid)
            and t.typelem = 0)
        or exists (select from pg_catalog.pg_largeobject_metadata)
        or exists (select from pg_catalog.pg_foreign_server)
        or exists (select from (select subdbid from pg_catalog.pg_subscription) s
          join pg_catalog.pg_database d on d.oid = s.subdbid
          where d.datname = current_database())
      """;

  static Look at(Session session) {
    boolean used = session.holds(USED);
    return session.row(
        ASK,
        row ->
            new Look(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                row.getLong(6),
                !used,
                row.getInt(7),
                row.getString(8)));
  }

  /** Names this database of this running server, whatever address it was reached by. */
  String identity() {
    return systemIdentifier + "/" + database + "#" + startedMicros;
  }

  /** The same cluster, seen as if from another of its databases. */
  Look named(String other) {
    return new Look(
        systemIdentifier, startedMicros, other, major, version, bytes, empty, port, dataDirectory);
  }

  SourceProbe probe() {
    return new SourceProbe(identity(), "PostgreSQL " + version, bytes, empty);
  }
}
