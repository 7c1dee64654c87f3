package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.postgresql.SqlFaults;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The short step in which the restored database takes the target's name, and what guards it. */
final class Takeover {
  private final Server target;
  private final RunMark mark;

  Takeover(Server target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  /** Whether what is there was brought by this run, from whatever recovery point. */
  boolean ours(Cluster cluster) {
    return cluster
        .comment(target.database())
        .filter(comment -> comment.startsWith(mark.ownership()))
        .isPresent();
  }

  /** Whether this run's restore of this very content took effect already. */
  boolean done(Cluster cluster) {
    return cluster.comment(target.database()).filter(mark.comment()::equals).isPresent();
  }

  /**
   * Refuses a target that holds anything or is in use.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireFree(Cluster cluster) {
    if (!cluster.exists(target.database())) {
      return;
    }
    if (cluster.connections(target.database()) > 0) {
      throw inUse(null);
    }
    if (ours(cluster)) {
      // Somebody decided on another recovery point: what the run itself brought may go again.
      return;
    }
    try (Session session = target.session(target.database())) {
      if (!Look.at(session).empty()) {
        throw new Fault(
            FaultCode.TARGET_NOT_EMPTY,
            "unable to restore into a database that is not empty: '" + target.address() + "'",
            "Name another target, or rename the database there if you are sure.");
      }
    }
  }

  /** Gives the staging database the target's name, mark, owner and settings. */
  void take(
      Cluster cluster, String staging, List<String> settings, String owner, List<String> notes) {
    requireFree(cluster);
    Session session = cluster.session();
    settings.forEach(statement -> allow(session, statement, notes));
    String target = Names.quoted(this.target.database());
    dropReplaced(cluster);
    session.run("begin");
    session.run(
        "comment on database " + Names.quoted(staging) + " is " + Names.literal(mark.comment()));
    session.run("alter database " + Names.quoted(staging) + " rename to " + target);
    session.run("savepoint owner");
    try {
      session.execute("alter database " + target + " owner to " + Names.quoted(owner));
    } catch (SQLException e) {
      session.run("rollback to savepoint owner");
      notes.add("the database's owner is not %s but the restoring login".formatted(owner));
    }
    session.run("commit");
  }

  /** Without force: whoever connected meanwhile may be about to write. */
  private void dropReplaced(Cluster cluster) {
    try {
      cluster.session().execute("drop database if exists " + Names.quoted(target.database()));
    } catch (SQLException e) {
      if ("55006".equals(e.getSQLState())) {
        throw inUse(e);
      }
      throw SqlFaults.of(e, Side.TARGET, target.address().toString());
    }
  }

  private Fault inUse(SQLException cause) {
    return new Fault(
        FaultCode.TARGET_NOT_EMPTY,
        "unable to replace a database that is in use: '" + target.address() + "'",
        "Somebody is connected to the target; close these connections and try again.",
        cause);
  }

  private static void allow(Session session, String statement, List<String> notes) {
    try {
      session.execute(statement);
    } catch (SQLException e) {
      notes.add("a setting of the database was left out (" + e.getSQLState() + ")");
    }
  }

  /**
   * Compares counts.
   *
   * @throws Fault CONTENT_MISMATCH naming what differs
   */
  static void compare(Map<String, Long> expected, Map<String, Long> found) {
    List<String> wrong = Differences.between(expected, found);
    if (!wrong.isEmpty()) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '" + String.join("; ", wrong) + "'",
          "The restored database was not put in place; verify the recovery point or choose"
              + " another one.");
    }
  }
}
