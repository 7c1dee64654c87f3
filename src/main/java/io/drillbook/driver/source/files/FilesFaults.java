package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** Says in plain words what the file system complained about. */
final class FilesFaults {
  private FilesFaults() {}

  /** What went wrong while a source was read. */
  static Fault reading(Object subject, IOException e) {
    if (isDenied(e)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to read: '" + subject + "'",
          "Let Drillbook's user read it, and enter the folders above it.",
          e);
    }
    return failed("unable to read: '" + subject + "': " + e.getMessage(), e);
  }

  /** A capture that must not count. */
  static Fault failed(String message, IOException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        message,
        "Nothing of this capture is kept; try again when nobody writes there.",
        e);
  }

  /** What went wrong at a target. */
  static Fault restoring(Object subject, IOException e) {
    if (text(e).contains("no space left") || text(e).contains("quota exceeded")) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to restore, the target's disk is full: '" + subject + "'",
          "Make room there; nothing incomplete was left behind.",
          e);
    }
    return new Fault(
        isDenied(e) ? FaultCode.PERMISSION_DENIED : FaultCode.RESTORE_FAILED,
        "unable to restore: '" + subject + "': " + e.getMessage(),
        "Check the file system there, and that Drillbook's user may write.",
        e);
  }

  private static boolean isDenied(IOException e) {
    return e instanceof AccessDeniedException
        || text(e).contains("permission denied")
        || text(e).contains("operation not permitted")
        || text(e).contains("read-only file system");
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
  }
}
