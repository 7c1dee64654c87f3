package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.postgresql.ToolFaults;
import java.io.IOException;
import java.util.List;

/** Explains why a base backup failed, by what the program said. */
final class BackupFaults {
  private record Known(String word, FaultCode code, String hint) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "checksum error",
              FaultCode.CAPTURE_FAILED,
              "The server found damaged pages in its own files, which its log names; the newest"
                  + " good recovery point is from before the damage."),
          new Known(
              "checksum verification failed",
              FaultCode.CAPTURE_FAILED,
              "The server found damaged pages in its own files, which its log names; the newest"
                  + " good recovery point is from before the damage."),
          new Known(
              "no pg_hba.conf entry for replication",
              FaultCode.PERMISSION_DENIED,
              "Add a line with 'replication' as database for this login to pg_hba.conf."),
          new Known(
              "must be superuser or replication role",
              FaultCode.PERMISSION_DENIED,
              "ALTER ROLE … REPLICATION for the login."),
          new Known(
              "permission denied to start WAL sender",
              FaultCode.PERMISSION_DENIED,
              "ALTER ROLE … REPLICATION for the login."),
          new Known(
              "max_wal_senders",
              FaultCode.SOURCE_UNREACHABLE,
              "All senders of the server are taken; raise max_wal_senders."),
          new Known(
              "could not find WAL file",
              FaultCode.CAPTURE_FAILED,
              "The server removed log that the backup needs; raise max_slot_wal_keep_size."),
          new Known(
              "can only write single tablespace",
              FaultCode.CAPTURE_FAILED,
              "A tablespace was made meanwhile; take the backup again."));

  private BackupFaults() {}

  static Fault of(String program, int exitCode, String errors) {
    return KNOWN.stream()
        .filter(known -> errors.contains(known.word()))
        .findFirst()
        .map(
            known ->
                new Fault(
                    known.code(),
                    "unable to take a base backup: '%s' (exit code %d): %s"
                        .formatted(program, exitCode, ToolFaults.firstError(errors)),
                    known.hint()))
        .orElseGet(() -> ToolFaults.of(program, exitCode, errors, Side.SOURCE));
  }

  /** The fault behind a sink that would not take any more. */
  static Fault stopped(String subject, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the backup: '" + subject + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
        e);
  }

  static Fault notWhole(NotWhole e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to use a base backup that is not whole: '" + e.getMessage() + "'",
        "Take it again; where it comes again, look at the server's disk and log.",
        e);
  }
}
