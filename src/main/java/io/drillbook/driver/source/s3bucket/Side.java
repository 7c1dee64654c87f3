package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.FaultCode;

/** Which end of the way a store is. */
enum Side {
  SOURCE(FaultCode.SOURCE_UNREACHABLE, FaultCode.CAPTURE_FAILED),
  TARGET(FaultCode.TARGET_UNREACHABLE, FaultCode.RESTORE_FAILED);

  private final FaultCode unreachable;
  private final FaultCode failed;

  Side(FaultCode unreachable, FaultCode failed) {
    this.unreachable = unreachable;
    this.failed = failed;
  }

  FaultCode unreachable() {
    return unreachable;
  }

  FaultCode failed() {
    return failed;
  }
}
