package io.drillbook.driver.source.sops;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Says in plain words what went wrong; nothing of a file is ever quoted. */
final class SopsFaults {
  private SopsFaults() {}

  static Fault reading(Object subject, IOException e) {
    return e instanceof AccessDeniedException
        ? new Fault(
            FaultCode.PERMISSION_DENIED,
            "unable to read: '" + subject + "'",
            "Let Drillbook's user read it, and enter the folders above it.",
            e)
        : failed("unable to read: '" + subject + "'", e);
  }

  static Fault failed(String message, IOException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        message,
        "Nothing of this capture is kept; look at the file with 'sops filestatus'.",
        e);
  }

  static Fault restoring(Object subject, IOException e) {
    return new Fault(
        e instanceof AccessDeniedException ? FaultCode.PERMISSION_DENIED : FaultCode.RESTORE_FAILED,
        "unable to restore: '" + subject + "': " + e.getMessage(),
        "Check the file system there, and that Drillbook's user may write.",
        e);
  }

  static Fault notWhole(String file, String why) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a member that is not whole: '" + file + "': " + why,
        "It was stored so; take another recovery point.");
  }
}
