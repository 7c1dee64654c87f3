package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.sql.SQLException;
import java.util.Optional;

/** A target's database, worked on from outside of it. */
final class Place implements AutoCloseable {
  private final Server server;
  private final Session session;

  Place(Server server) {
    this.server = server;
    this.session = server.maintenance();
  }

  Session session() {
    return session;
  }

  boolean exists() {
    return session.number(
            "select count(*) from information_schema.schemata where schema_name = ?",
            server.database())
        > 0;
  }

  Inventory inventory() {
    return Inventory.of(session, server.database());
  }

  /** The mark in the database, if a run of ours brought what is there. */
  Optional<RunMark.Found> mark() {
    boolean there =
        session.number(
                "select count(*) from information_schema.tables"
                    + " where table_schema = ? and table_name = ?",
                server.database(),
                RunMark.TABLE)
            > 0;
    return there
        ? session
            .rows(
                "select run_id, content, attempt, done from " + marks(),
                row ->
                    new RunMark.Found(
                        row.getString(1), row.getString(2), row.getInt(3), row.getBoolean(4)))
            .stream()
            .findFirst()
        : Optional.empty();
  }

  boolean isOf(RunMark mark) {
    return mark().filter(found -> found.runId().equals(mark.runId())).isPresent();
  }

  /**
   * Refuses a database that holds anything, unless this run itself brought it: then somebody
   * decided on another recovery point, or an attempt was killed.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireFree(RunMark mark) {
    if (exists() && !isOf(mark) && (mark().isPresent() || !inventory().isEmpty())) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore into a database that is not empty: '" + server.address() + "'",
          "Name another target, or move away what is there if you are sure.");
    }
  }

  /**
   * Makes the database anew with the mark as its first table, so that a killed attempt is known.
   */
  void create(RunMark mark, int attempt, String charset, String collation) {
    String name = Names.quoted(server.database());
    session.run("create database " + name + characters(charset, collation));
    session.run(
        "create table "
            + marks()
            + " (run_id varchar(190) character set ascii primary key, content varchar(64) character"
            + " set ascii not null, attempt int not null, done boolean not null) engine=InnoDB"
            + " comment='made by Drillbook: tells which run restored this database'");
    session.run(
        "insert into %s values (%s, %s, %d, false)"
            .formatted(
                marks(), Names.literal(mark.runId()), Names.literal(mark.content()), attempt));
  }

  /**
   * Says that the restore is proven.
   *
   * @throws Fault CANCELLED where the mark is no longer this attempt's
   */
  void finish(RunMark mark, int attempt) {
    requireOwn(mark, attempt);
    session.run("update " + marks() + " set done = true where attempt = " + attempt);
  }

  /**
   * Checks that no newer attempt took over.
   *
   * @throws Fault CANCELLED
   */
  void requireOwn(RunMark mark, int attempt) {
    boolean own =
        mark()
            .filter(found -> found.runId().equals(mark.runId()) && found.attempt() == attempt)
            .isPresent();
    if (!own) {
      throw overtaken(attempt);
    }
  }

  Fault overtaken(int attempt) {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to go on with attempt " + attempt + ": '" + server.address() + "' is another's",
        "Another worker took the step over; nothing is to be done.");
  }

  /**
   * Removes the database. Who is connected is put out first: a forgotten attempt would go on in a
   * new database of that name.
   */
  void drop() {
    for (Long id :
        session.rows(
            "select id from information_schema.processlist where db = ? and id <> connection_id()",
            row -> row.getLong(1),
            server.database())) {
      kill(id);
    }
    session.run("drop database if exists " + Names.quoted(server.database()));
  }

  private void kill(long id) {
    try {
      session.execute("kill " + id);
    } catch (SQLException e) {
      // It is gone by itself, or somebody else's: then the drop waits for it.
      return;
    }
  }

  private String marks() {
    return Names.quoted(server.database()) + "." + Names.quoted(RunMark.TABLE);
  }

  private static String characters(String charset, String collation) {
    boolean plain = (charset + collation).matches("\\w+");
    return plain ? " character set " + charset + " collate " + collation : "";
  }

  @Override
  public void close() {
    session.close();
  }
}
