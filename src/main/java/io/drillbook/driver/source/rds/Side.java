package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.FaultCode;

/** Which end of a capture or restore a server is: the same trouble has two names. */
enum Side {
  SOURCE(FaultCode.SOURCE_UNREACHABLE, FaultCode.CAPTURE_FAILED),
  TARGET(FaultCode.TARGET_UNREACHABLE, FaultCode.RESTORE_FAILED);

  final FaultCode unreachable;
  final FaultCode failed;

  Side(FaultCode unreachable, FaultCode failed) {
    this.unreachable = unreachable;
    this.failed = failed;
  }
}
