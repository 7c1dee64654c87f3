package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.sql.SQLException;

/** Explains what a server answered, by its number (MariaDB and MySQL error references). */
final class SqlFaults {
  static final int TABLE_CHANGED = 1412;
  static final int NO_SUCH_TABLE = 1146;

  private static final int DATABASE_DENIED = 1044;
  private static final int ACCESS_DENIED = 1045;
  private static final int ACCESS_DENIED_NO_PASSWORD = 1698;
  private static final int UNKNOWN_DATABASE = 1049;
  private static final int TABLE_DENIED = 1142;
  private static final int COLUMN_DENIED = 1143;
  private static final int NEEDS_PRIVILEGE = 1227;
  private static final int ROUTINE_DENIED = 1370;
  private static final int LOCK_WAIT = 1205;
  private static final int TOO_MANY = 1040;
  private static final int DISK_FULL = 1021;
  private static final int TABLE_FULL = 1114;

  private SqlFaults() {}

  /** Whether a server refuses for want of a privilege. */
  static boolean isDenied(SQLException e) {
    return switch (e.getErrorCode()) {
      case DATABASE_DENIED, TABLE_DENIED, COLUMN_DENIED, NEEDS_PRIVILEGE, ROUTINE_DENIED -> true;
      default -> false;
    };
  }

  /**
   * The fault behind an exception.
   *
   * @param who login and address for people
   */
  static Fault of(SQLException e, Side side, String who) {
    String state = String.valueOf(e.getSQLState());
    int number = e.getErrorCode();
    if (number == ACCESS_DENIED || number == ACCESS_DENIED_NO_PASSWORD) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED,
          "unable to log in: '" + who + "'",
          "Check user name and password, and from which hosts the login may come.",
          e);
    }
    if (isDenied(e)) {
      return denied(e, side, who);
    }
    if (state.startsWith("08") || number == TOO_MANY) {
      return new Fault(
          side.unreachable(),
          "unable to reach the database server: '" + who + "': " + said(e),
          "Check that the server runs and answers at this address from here.",
          e);
    }
    return ofStatement(e, side, who);
  }

  private static Fault ofStatement(SQLException e, Side side, String who) {
    return switch (e.getErrorCode()) {
      case UNKNOWN_DATABASE ->
          new Fault(
              FaultCode.INPUT_INVALID,
              "unable to find the database: '" + who + "'",
              "Check the name at the end of the url.",
              e);
      case TABLE_CHANGED, NO_SUCH_TABLE -> changed(who, said(e), e);
      case LOCK_WAIT ->
          new Fault(
              side.unreachable(),
              "unable to lock in time: '" + who + "': " + said(e),
              "A long transaction or a migration holds the tables; try again after it.",
              e);
      case DISK_FULL, TABLE_FULL ->
          new Fault(
              FaultCode.DISK_FULL,
              "unable to write at the database server: '" + who + "': " + said(e),
              "Make room on the server's disk.",
              e);
      default ->
          new Fault(
              side.failed(),
              "unable to work with the database: '" + who + "': " + said(e),
              "The server's own log says more (error " + e.getErrorCode() + ").",
              e);
    };
  }

  /** A table that was altered, emptied or dropped under the dump. */
  static Fault changed(String who, String said, Exception cause) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to capture, a table was changed meanwhile: '" + who + "': " + said,
        "ALTER, DROP, RENAME and TRUNCATE break the snapshot: take the backup again, and keep it"
            + " apart from migrations.",
        cause);
  }

  private static Fault denied(SQLException e, Side side, String who) {
    return new Fault(
        FaultCode.PERMISSION_DENIED,
        "unable to do with this login what the step needs: '" + who + "': " + said(e),
        side == Side.SOURCE
            ? "Grant SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE, LOCK TABLES on the database."
            : "Grant ALL on the target's database, and SET USER where definers are others.",
        e);
  }

  private static String said(SQLException e) {
    String whole = RowValues.cut(e.getErrorCode(), String.valueOf(e.getMessage()));
    return whole.lines().findFirst().orElse("no answer");
  }
}
