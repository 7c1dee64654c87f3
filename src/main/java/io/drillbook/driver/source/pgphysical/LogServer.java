package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogMark;
import io.drillbook.spi.postgresql.Session;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;

/** What is asked of a server about its log, in one connection. */
final class LogServer {
  private static final long MIB = 1024L * 1024;

  private static final String WRITTEN_TO =
      "case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_replay_lsn()"
          + " else pg_catalog.pg_current_wal_lsn() end";

  private final Session session;
  private final String slot;
  private final String username;

  LogServer(Session session, String slot, String username) {
    this.session = session;
    this.slot = slot;
    this.username = username;
  }

  /** Made by initdb, and shared by all physical copies. */
  String series() {
    return session.row(
        "select system_identifier::text from pg_catalog.pg_control_system()",
        row -> row.getString(1));
  }

  /** Bytes of one file of the log. */
  long pieceBytes() {
    return setting("wal_segment_size");
  }

  int major() {
    return session.row(
        "select current_setting('server_version_num')::int / 10000", row -> row.getInt(1));
  }

  /**
   * Makes the slot if it is not there, and frees it of a receiver that nobody waits for any more:
   * one that a dead server of Drillbook left behind would keep it for ever.
   *
   * @throws Fault LOG_LOST where the server gave it up
   */
  void claimSlot() {
    List<String> states =
        session.rows(
            "select coalesce(wal_status, '') from pg_catalog.pg_replication_slots where slot_name"
                + " = ?",
            row -> row.getString(1),
            slot);
    if (states.isEmpty()) {
      session.rows(
          "select pg_catalog.pg_create_physical_replication_slot(?, true)",
          row -> row.getString(1),
          slot);
    } else if (states.get(0).equals("lost")) {
      throw new Fault(
          FaultCode.LOG_LOST,
          "unable to receive the log, the server has given the slot up: '" + slot + "'",
          "It kept back more than max_slot_wal_keep_size; a new recovery point is needed.");
    } else {
      endReceiver();
    }
  }

  void dropSlot() {
    endReceiver();
    session.rows(
        "select pg_catalog.pg_drop_replication_slot(slot_name) from"
            + " pg_catalog.pg_replication_slots where slot_name = ?",
        row -> row.getString(1),
        slot);
  }

  LogHealth health(long ownLimit) {
    long serverLimit = setting("max_slot_wal_keep_size");
    long limit = serverLimit < 0 ? ownLimit : Math.min(ownLimit, serverLimit * MIB);
    String series = series();
    return session
        .rows(
            "select active, coalesce(wal_status, ''), coalesce(pg_catalog.pg_wal_lsn_diff("
                + WRITTEN_TO
                + ", restart_lsn), 0)::bigint, ("
                + WRITTEN_TO
                + ")::text from pg_catalog.pg_replication_slots where slot_name = ?",
            row ->
                new LogHealth(
                    series,
                    true,
                    row.getBoolean(1),
                    row.getLong(3),
                    OptionalLong.of(limit),
                    row.getString(2).equals("lost"),
                    row.getString(4)),
            slot)
        .stream()
        .findFirst()
        .orElseGet(
            () -> new LogHealth(series, false, false, 0, OptionalLong.of(limit), false, written()));
  }

  /**
   * Writes a mark and closes the file that it is in. It is a transaction of its own, so that
   * recovery finds a time to stop at in a database that nobody else writes to.
   */
  LogMark mark() {
    requirePrimary();
    long bytes = pieceBytes();
    // A synchronous standby that hangs must not keep the mark waiting.
    session.run("set synchronous_commit = local");
    OffsetDateTime at =
        session.row(
            "select clock_timestamp(), pg_catalog.pg_logical_emit_message(true, 'drillbook',"
                + " 'mark ' || clock_timestamp())",
            row -> row.getObject(1, OffsetDateTime.class));
    WalName piece =
        session.row(
            "select l::text, pg_catalog.pg_walfile_name(l) from"
                + " pg_catalog.pg_current_wal_insert_lsn() l",
            row ->
                WalName.before(
                    row.getString(2).substring(0, 8), WalName.position(row.getString(1)), bytes));
    switchFile();
    return new LogMark(at.toInstant(), series(), piece.file());
  }

  private void switchFile() {
    try {
      session.rows("select pg_catalog.pg_switch_wal()::text", row -> row.getString(1));
    } catch (Fault e) {
      if (e.code() != FaultCode.PERMISSION_DENIED) {
        throw e;
      }
      throw new Fault(
          e.code(),
          "unable to close a file of the log with the login: '" + username + "'",
          "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO the login, in the database of the url.",
          e);
    }
  }

  private void requirePrimary() {
    if (session.holds("select pg_catalog.pg_is_in_recovery()")) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to mark the log of a server that only follows another: '" + username + "'",
          "Let the url of the source lead to the primary.");
    }
  }

  private void endReceiver() {
    session.rows(
        "select pg_catalog.pg_terminate_backend(active_pid) from"
            + " pg_catalog.pg_replication_slots where slot_name = ? and active_pid is not null",
        row -> row.getBoolean(1),
        slot);
    for (int i = 0; i < 50 && isActive(); i++) {
      session.rows("select pg_catalog.pg_sleep(0.1)", row -> 0);
    }
  }

  private boolean isActive() {
    return session.holds(
        "select active from pg_catalog.pg_replication_slots where slot_name = ?", slot);
  }

  private String written() {
    return session.row("select (" + WRITTEN_TO + ")::text", row -> row.getString(1));
  }

  private long setting(String name) {
    return session.row(
        "select setting::bigint from pg_catalog.pg_settings where name = ?",
        row -> row.getLong(1),
        name);
  }
}
