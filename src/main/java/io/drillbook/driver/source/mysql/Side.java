package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.FaultCode;

/** Which end of the data path a server is: the same trouble has another name at each. */
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
