package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Says in plain words what SQLite or the file system complained about. Result codes:
 * sqlite.org/rescode.html; the lowest byte is the kind of trouble.
 */
final class SqliteFaults {
  private static final int PRIMARY = 0xff;
  private static final int PERM = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int AUTH = 23;
  private static final int NOTADB = 26;

  private SqliteFaults() {}

  /** What SQLite said of the source. */
  static Fault capturing(String subject, SQLException e) {
    return capturing(subject, e.getErrorCode(), String.valueOf(e.getMessage()), e);
  }

  /** The same by a result code alone, which is all that a backup gives. */
  static Fault capturing(String subject, int resultCode, String said, Exception cause) {
    return switch (resultCode & PRIMARY) {
      case BUSY, LOCKED ->
          new Fault(
              FaultCode.SOURCE_UNREACHABLE,
              "unable to read the database while another writes: '" + subject + "'",
              "Somebody keeps it locked for long; try again, or let the application use WAL.",
              cause);
      case PERM, READONLY, CANTOPEN, AUTH ->
          new Fault(
              FaultCode.PERMISSION_DENIED,
              "unable to open the database: '" + subject + "': " + said,
              "Let Drillbook's user read it; in WAL mode it must also reach the -wal and -shm"
                  + " beside it, and after a crash the application has to open it once.",
              cause);
      case FULL ->
          new Fault(
              FaultCode.DISK_FULL,
              "unable to copy the database, no room is left: '" + subject + "'",
              "Name a folder with more room under 'temporary-folder'.",
              cause);
      case NOTADB -> Header.notSqlite(subject, true);
      case CORRUPT ->
          new Fault(
              FaultCode.CAPTURE_FAILED,
              "unable to capture a database that is damaged: '" + subject + "': " + said,
              "Restore it from an older recovery point, or mend it by 'sqlite3 .recover'.",
              cause);
      default ->
          new Fault(
              FaultCode.CAPTURE_FAILED,
              "unable to capture the database: '" + subject + "': " + said,
              "Look at it by the program sqlite3; result code " + resultCode + ".",
              cause);
    };
  }

  /** What SQLite said of a restored copy: it was good when it was captured. */
  static Fault comparing(String subject, SQLException e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to read the restored database: '" + subject + "': " + e.getMessage(),
        "Nothing was put in place; verify the recovery point or choose another one.",
        e);
  }

  /** What went wrong while a source's file was looked at. */
  static Fault reading(String subject, IOException e) {
    return new Fault(
        isDenied(e) ? FaultCode.PERMISSION_DENIED : FaultCode.CAPTURE_FAILED,
        "unable to read: '" + subject + "': " + e.getMessage(),
        "Let Drillbook's user read the file, and check the disk that it is on.",
        e);
  }

  /** What went wrong in the private place, or while the member was written. */
  static Fault writing(String subject, IOException e) {
    return new Fault(
        isFull(e) ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the capture: '" + subject + "': " + e.getMessage(),
        "Check the room under 'temporary-folder' and on the disk that the vault is on.",
        e);
  }

  /** What went wrong at a target. */
  static Fault restoring(String subject, IOException e) {
    if (isFull(e)) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to restore, the target's disk is full: '" + subject + "'",
          "Make room there; nothing incomplete was left behind.",
          e);
    }
    return new Fault(
        isDenied(e) ? FaultCode.PERMISSION_DENIED : FaultCode.RESTORE_FAILED,
        "unable to restore: '" + subject + "': " + e.getMessage(),
        "Let Drillbook's user write there; is the file system mounted read-only?",
        e);
  }

  private static boolean isDenied(IOException e) {
    return e instanceof AccessDeniedException
        || text(e).contains("permission denied")
        || text(e).contains("operation not permitted")
        || text(e).contains("read-only file system");
  }

  private static boolean isFull(IOException e) {
    return text(e).contains("no space left") || text(e).contains("quota exceeded");
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }
}
