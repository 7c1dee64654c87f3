package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Brings the captured roles to a target, never touching one that is already there. */
final class Roles {
  private static final long LOCK = 0x6472_6c62L;

  private final Session session;

  Roles(Session session) {
    this.session = session;
  }

  /**
   * Creates the missing roles in one transaction: a crash between CREATE and ALTER would leave a
   * role that nobody can log in with, and the next attempt would take it for one of the target's
   * own.
   *
   * @return notes for the record
   */
  List<String> restore(RoleScript script, Owners owners) {
    List<String> notes = new ArrayList<>();
    session.run("begin");
    try {
      // Two sources of one run may bring the same roles to one cluster at the same time.
      session.rows("select pg_advisory_xact_lock(?)", row -> true, LOCK);
      Set<String> missing = missing(owners.made(script.roles()));
      for (String statement : script.making(missing, owners.others().keySet())) {
        apply(statement, notes);
      }
      session.run("commit");
      note(script, missing, notes);
      return notes;
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private Set<String> missing(Set<String> wanted) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    session
        .rows("select rolname from pg_catalog.pg_roles", row -> row.getString(1))
        .forEach(missing::remove);
    return missing;
  }

  private void apply(String statement, List<String> notes) {
    boolean setting = statement.matches("(?s)ALTER ROLE .* SET .*");
    if (!setting) {
      session.run(statement);
      return;
    }
    session.run("savepoint setting");
    try {
      session.execute(statement);
    } catch (SQLException e) {
      // A parameter of a module that the target lacks must not keep the data from coming back.
      session.run("rollback to savepoint setting");
      notes.add("a role's setting is not known at the target and was left out: " + e.getSQLState());
    }
  }

  private static void note(RoleScript script, Set<String> missing, List<String> notes) {
    if (!missing.isEmpty()) {
      notes.add("roles created: " + String.join(", ", missing));
    }
    if (script.hasTablespaces()) {
      notes.add("tablespaces were not restored; everything lies in the default one");
    }
  }

  private void rollback(RuntimeException cause) {
    try {
      session.run("rollback");
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
