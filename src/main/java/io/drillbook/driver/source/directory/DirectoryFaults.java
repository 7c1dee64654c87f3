package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** Says in plain words what the file system complained about. */
final class DirectoryFaults {
  private DirectoryFaults() {}

  /** What went wrong while reading a source. */
  static Fault reading(String subject, IOException e) {
    if (isDenied(e)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to read: '" + subject + "'",
          "Let Drillbook's user read all of the folder, or name it under 'exclude'.",
          e);
    }
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to read: '" + subject + "': " + e.getMessage(),
        "Check the health of the disk that the folder is on.",
        e);
  }

  /** What went wrong while a capture's member was written. */
  static Fault writing(String member, IOException e) {
    return new Fault(
        isFull(e) ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the member: '" + member + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
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
    if (isDenied(e)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to restore: '" + subject + "'",
          "Let Drillbook's user write there; is the file system mounted read-only?",
          e);
    }
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to restore: '" + subject + "': " + e.getMessage(),
        "Check the target's file system, and that its names may be as long as the source's.",
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
