package io.drillbook.spi.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.stream.Stream;

/** Explains why a client program ended badly, by what it said. */
public final class ToolFaults {
  private static final int SHOWN = 300;

  private static final List<String> DENIED =
      List.of(
          "permission denied",
          "must be owner of",
          "must be superuser",
          "must be member of",
          "must be able to SET ROLE",
          "would be affected by row-level security");
  private static final List<String> FULL =
      List.of("No space left on device", "could not extend file");
  private static final List<String> REFUSED =
      List.of("password authentication failed", "no password supplied", "no pg_hba.conf entry");
  private static final List<String> UNREACHABLE =
      List.of(
          "Connection refused",
          "server closed the connection unexpectedly",
          "terminating connection due to",
          "the database system is",
          "could not translate host name",
          "timeout expired",
          "canceling statement due to lock timeout");

  private ToolFaults() {}

  /**
   * The fault behind an exit code.
   *
   * @param program what ran, such as {@code pg_dump}
   * @param errors the last lines of its error output
   */
  public static Fault of(String program, int exitCode, String errors, Side side) {
    String message =
        "unable to finish the program: '%s' (exit code %d): %s"
            .formatted(program, exitCode, firstError(errors));
    if (said(errors, DENIED)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          message,
          side == Side.SOURCE
              ? "Grant pg_read_all_data and, where tables have row security, BYPASSRLS."
              : "Restore with a login that may create what the dump holds, or as superuser.");
    }
    if (said(errors, FULL)) {
      return new Fault(FaultCode.DISK_FULL, message, "Make room on the database server's disk.");
    }
    if (said(errors, REFUSED)) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED, message, "Check user name and password of the login.");
    }
    if (said(errors, UNREACHABLE)) {
      return new Fault(
          side.unreachable(), message, "The server went away meanwhile; check that it runs.");
    }
    if (errors.contains("server version mismatch")) {
      return new Fault(
          FaultCode.TOOL_MISSING, message, "Install the client programs of the server's version.");
    }
    return new Fault(side.failed(), message, "The server's log and the line above say more.");
  }

  /** The line that names the error; the lines behind it may quote rows and are never shown. */
  public static String firstError(String errors) {
    String line =
        errors
            .lines()
            .filter(text -> Stream.of("error:", "ERROR:", "FATAL:").anyMatch(text::contains))
            .findFirst()
            .or(() -> errors.lines().reduce((first, last) -> last))
            .orElse("it said nothing");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  private static boolean said(String errors, List<String> words) {
    return words.stream().anyMatch(errors::contains);
  }
}
