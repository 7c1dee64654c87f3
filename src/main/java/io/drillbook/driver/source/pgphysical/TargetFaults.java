package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Explains what a target's disk answered. */
final class TargetFaults {
  private TargetFaults() {}

  static Fault of(Object path, IOException e) {
    if (String.valueOf(e.getMessage()).contains("No space left")) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to write: '" + path + "': " + e.getMessage(),
          "Make room on the target's disk.",
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to write: '" + path + "'",
          "Drillbook's user needs to write into the folder above the data directory.",
          e);
    }
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to work with the target's files: '" + path + "': " + e,
        "Look at the disk, and at who else works there.",
        e);
  }

  static Fault notEmpty(Object path) {
    return new Fault(
        FaultCode.TARGET_NOT_EMPTY,
        "unable to restore into a folder that is not empty: '" + path + "'",
        "Name another data directory, or move away what is there if you are sure.");
  }
}
