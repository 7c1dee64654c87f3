package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.postgresql.ToolFaults;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.process.ProcessNote;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The program that receives the log. */
final class ReceiveProcess implements AutoCloseable {
  private static final String PROGRAM = "pg_receivewal";

  /** A server that vanished without a word is noticed after half a minute. */
  private static final String CONNECTION =
      "keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=30000";

  private final ChildProcess child;
  private final String slot;

  private ReceiveProcess(ChildProcess child, String slot) {
    this.child = child;
    this.slot = slot;
  }

  /**
   * Starts it; it ends with the connection. One that a dead server of Drillbook left behind is
   * ended first: two would write into one folder.
   *
   * @param note file that tells which process it is
   */
  static ReceiveProcess start(
      ClientTools tools,
      Server server,
      String slot,
      Path folder,
      Path note,
      Cancellation cancellation) {
    List<String> command =
        List.of(
            tools.program(PROGRAM),
            "--directory=" + folder,
            "--slot=" + slot,
            "--synchronous",
            "--no-loop",
            "--no-password",
            "--dbname=" + CONNECTION);
    ChildProcess child = ChildProcess.start(command, server.environment(), null, cancellation);
    try {
      Files.writeString(note, ProcessNote.of(child.handle()));
    } catch (IOException e) {
      child.kill();
      throw new Fault(
          FaultCode.DISK_FULL,
          "unable to note which process receives the log: '" + note + "': " + e.getMessage(),
          "Make room on that disk.",
          e);
    }
    return new ReceiveProcess(child, slot);
  }

  /** Ends the process of the note, if it is still that one. */
  static void endLeft(Path note) {
    try {
      if (Files.exists(note) && !ProcessNote.end(Files.readString(note))) {
        throw notEnded(note, null);
      }
    } catch (IOException e) {
      throw notEnded(note, e);
    }
  }

  private static Fault notEnded(Path note, IOException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to end a receiver that was left behind: '" + note + "'",
        "End the process of that number by hand.",
        e);
  }

  boolean isRunning() {
    return child.handle().isAlive();
  }

  /** Why it ended. */
  Fault why() {
    int code = child.await();
    String errors = child.errors();
    if (said(
        errors, "has already been removed", "is not in this server's history", "invalidated")) {
      return new Fault(
          FaultCode.LOG_LOST,
          "unable to receive the log, the server does not have it any more: '%s': %s"
              .formatted(slot, ToolFaults.firstError(errors)),
          "A new recovery point is needed; older ones reach up to what was kept.");
    }
    if (said(errors, "is active for PID", "does not exist")) {
      return new Fault(
          FaultCode.SOURCE_UNREACHABLE,
          "unable to receive the log by the slot: '%s': %s"
              .formatted(slot, ToolFaults.firstError(errors)),
          "Somebody else took or dropped the slot; it is tried again.");
    }
    if (said(errors, "could not pad", "No space left")) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to receive the log, its spool's disk is full: '%s'".formatted(slot),
          "Make room there, and look why the vaults do not take what waits.");
    }
    if (said(errors, "must be superuser or replication role", "permission denied to start WAL")) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to receive the log with this login: '%s'".formatted(slot),
          "ALTER ROLE … REPLICATION, and a line for 'replication' in pg_hba.conf.");
    }
    Fault other = ToolFaults.of(PROGRAM, code, errors, Side.SOURCE);
    return other.code() == FaultCode.CAPTURE_FAILED && said(errors, "disconnected")
        ? new Fault(
            FaultCode.SOURCE_UNREACHABLE,
            other.getMessage(),
            "The connection ended; it is tried again.")
        : other;
  }

  @Override
  public void close() {
    child.kill();
    // What it wrote last is looked at only after it is gone.
    child.await();
    child.close();
  }

  private static boolean said(String errors, String... words) {
    return Stream.of(words).anyMatch(errors::contains);
  }
}
