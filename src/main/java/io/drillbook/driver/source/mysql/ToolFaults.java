package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.regex.Pattern;

/** Explains why a client program ended badly, by what it said. */
final class ToolFaults {
  private static final int SHOWN = 300;
  private static final Pattern CHANGED =
      Pattern.compile(
          "(?s).*(Table definition has changed|Couldn't read status information|\\(?1412\\)?|doesn't exist).*");
  private static final List<String> DENIED =
      List.of(
          "1044", "1142", "1143", "1227", "1370", "1449", "insufficient privileges", "insufficent");
  private static final List<String> FULL = List.of("No space left", "(1021)", "(1114)", "is full");
  private static final List<String> UNREACHABLE =
      List.of("2002", "2003", "2006", "2013", "Lost connection", "server has gone away");

  private ToolFaults() {}

  /**
   * The fault behind an exit code.
   *
   * @param program what ran, such as {@code mariadb-dump}
   * @param errors the last lines of its error output
   */
  static Fault of(String program, int exitCode, String errors, Server server) {
    String said = firstError(errors);
    Side side = server.side();
    String message =
        "unable to finish the program: '%s' (exit code %d): %s".formatted(program, exitCode, said);
    if (side == Side.SOURCE && CHANGED.matcher(said).matches()) {
      return SqlFaults.changed(server.address().toString(), said, null);
    }
    if (said.contains("1045") || said.contains("1698")) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED, message, "Check user name and password of the login.");
    }
    if (said.contains("max_allowed_packet") || said.contains("1153")) {
      return new Fault(
          side.failed(),
          message,
          "A row is larger than the server takes: raise max_allowed_packet there, up to 1G.");
    }
    return ofServer(said, message, side);
  }

  private static Fault ofServer(String said, String message, Side side) {
    if (said(said, DENIED)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          message,
          side == Side.SOURCE
              ? "Grant SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE, LOCK TABLES on the database; to"
                  + " read others' routines also SELECT on mysql.proc (MySQL: SHOW_ROUTINE)."
              : "Restore with a login that may create what the dump holds; for definers that are"
                  + " others it needs SET USER or SUPER.");
    }
    if (said(said, FULL)) {
      return new Fault(FaultCode.DISK_FULL, message, "Make room on the database server's disk.");
    }
    if (said(said, UNREACHABLE)) {
      return new Fault(
          side.unreachable(),
          message,
          "The server went away meanwhile; check that it runs, and its max_allowed_packet.");
    }
    return new Fault(side.failed(), message, "The server's log and the line above say more.");
  }

  /** The line that names the error. Lines of a statement may quote rows and are never shown. */
  private static String firstError(String errors) {
    String line =
        errors
            .lines()
            .filter(
                text ->
                    text.contains("ERROR") || text.contains("rror:") || text.contains("rivileges"))
            .findFirst()
            .or(() -> errors.lines().reduce((first, last) -> last))
            .orElse("it said nothing");
    // Of a syntax error the server quotes the statement, with whatever was in it.
    String safe = RowValues.cut(line).replaceFirst("(for the right syntax to use near) .*", "$1 …");
    return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe;
  }

  private static boolean said(String errors, List<String> words) {
    return words.stream().anyMatch(errors::contains);
  }
}
