package io.drillbook.driver.source.pass;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;

/** Says in plain words what went wrong; of a secret only its name is told. */
final class PassFaults {
  private PassFaults() {}

  static Fault reading(Object subject, IOException e) {
    if (isDenied(e)) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to read: '" + subject + "'",
          "A store is open to its owner only: let Drillbook run as that user or as root.",
          e);
    }
    return failed("unable to read: '" + subject + "': " + e.getMessage(), e);
  }

  static Fault failed(String message, Exception e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        message,
        "Nothing of this capture is kept; try again when nobody writes there.",
        e);
  }

  static Fault restoring(Object subject, IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
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

  /** The capture itself is not whole. */
  static Fault notWhole(String file, String why, Exception e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a member that is not whole: '" + file + "': " + why,
        "It was stored so; take another recovery point.",
        e);
  }

  private static boolean isDenied(IOException e) {
    return e instanceof AccessDeniedException
        || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
  }
}
