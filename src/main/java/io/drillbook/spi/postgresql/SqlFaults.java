package io.drillbook.spi.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.sql.SQLException;

/** Explains what a server answered, by its SQLSTATE (PostgreSQL manual, appendix A). */
public final class SqlFaults {
  private SqlFaults() {}

  /**
   * The fault behind an exception. Only the primary message is shown: details may quote rows.
   *
   * @param who login and address for people
   */
  public static Fault of(SQLException e, Side side, String who) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String said = said(e);
    if (state.startsWith("28") || state.equals("08004")) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED,
          "unable to log in: '" + who + "': " + said,
          "Check user name and password of the login, and the server's pg_hba.conf.",
          e);
    }
    if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
      return new Fault(
          side.unreachable(),
          "unable to reach the database server: '" + who + "': " + said,
          "Check that the server runs and answers at this address from here.",
          e);
    }
    return ofStatement(e, state, said, side, who);
  }

  private static Fault ofStatement(
      SQLException e, String state, String said, Side side, String who) {
    return switch (state) {
      case "42501" ->
          new Fault(
              FaultCode.PERMISSION_DENIED,
              "unable to do with this login what the step needs: '" + who + "': " + said,
              side == Side.SOURCE
                  ? "Grant pg_read_all_data and, where tables have row security, BYPASSRLS."
                  : "The login at the target needs CREATEDB and, to restore roles, CREATEROLE.",
              e);
      case "3D000" ->
          new Fault(
              FaultCode.INPUT_INVALID,
              "unable to find the database: '" + who + "': " + said,
              "Check the name at the end of the url.",
              e);
      case "53100" ->
          new Fault(
              FaultCode.DISK_FULL,
              "unable to write at the database server: '" + who + "': " + said,
              "Make room on the server's disk.",
              e);
      case "55P03" ->
          new Fault(
              side.unreachable(),
              "unable to lock the tables for reading in time: '" + who + "': " + said,
              "Something holds a table exclusively, such as a migration; try again after it.",
              e);
      default ->
          new Fault(
              side.failed(),
              "unable to work with the database: '" + who + "': " + said,
              "The server's own log says more (SQLSTATE " + state + ").",
              e);
    };
  }

  private static String said(SQLException e) {
    String text = e.getMessage() == null ? "no answer" : e.getMessage();
    String first = text.lines().findFirst().orElse("no answer");
    return first.replaceFirst("^(?:ERROR|FATAL|PANIC): ", "");
  }
}
