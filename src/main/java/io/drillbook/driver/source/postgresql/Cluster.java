package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import java.util.List;
import java.util.Optional;

/** The databases of a target's cluster, worked on from one that is always there. */
final class Cluster implements AutoCloseable {
  private static final int HAS_FORCE = 13;

  private final Session session;
  private final Server server;

  Cluster(Server server) {
    this.server = server;
    this.session = server.maintenance();
  }

  Session session() {
    return session;
  }

  int major() {
    return session.row(
        "select current_setting('server_version_num')::int / 10000", row -> row.getInt(1));
  }

  boolean exists(String database) {
    return session.holds(
        "select exists (select from pg_catalog.pg_database where datname = ?)", database);
  }

  Optional<String> comment(String database) {
    return session.text(
        "select shobj_description(oid, 'pg_database') from pg_catalog.pg_database"
            + " where datname = ?",
        database);
  }

  List<String> startingWith(String prefix) {
    return session.rows(
        "select datname from pg_catalog.pg_database where left(datname, length(?)) = ?",
        row -> row.getString(1),
        prefix,
        prefix);
  }

  /** How many others are connected to a database. */
  int connections(String database) {
    return session.row(
        "select count(*) from pg_catalog.pg_stat_activity where datname = ? and pid <>"
            + " pg_backend_pid() and backend_type = 'client backend'"
            + " and application_name <> 'drillbook'",
        row -> row.getInt(1),
        database);
  }

  /** Whether the login may create databases. */
  void requireCreateDatabase() {
    boolean may =
        session.holds(
            "select rolsuper or rolcreatedb from pg_catalog.pg_roles where rolname = current_user");
    if (!may) {
      throw new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to create databases with the login: '" + server.username() + "'",
          "A restore goes through a database of its own: ALTER ROLE "
              + Names.quoted(server.username())
              + " CREATEDB.");
    }
  }

  /** Removes a database, ending whoever is connected: only ever for those that carry our mark. */
  void dropByForce(String database) {
    if (major() >= HAS_FORCE) {
      session.run("drop database if exists " + Names.quoted(database) + " with (force)");
      return;
    }
    session.rows(
        "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = ?",
        row -> row.getBoolean(1),
        database);
    session.run("drop database if exists " + Names.quoted(database));
  }

  @Override
  public void close() {
    session.close();
  }
}
