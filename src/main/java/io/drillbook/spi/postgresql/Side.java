package io.drillbook.spi.postgresql;

import io.drillbook.domain.fault.FaultCode;

/** Which end of the data path a server is: the same trouble has another name at each. */
public enum Side {
  SOURCE(FaultCode.SOURCE_UNREACHABLE, FaultCode.CAPTURE_FAILED),
  TARGET(FaultCode.TARGET_UNREACHABLE, FaultCode.RESTORE_FAILED);

  private final FaultCode unreachable;
  private final FaultCode failed;

  Side(FaultCode unreachable, FaultCode failed) {
    this.unreachable = unreachable;
    this.failed = failed;
  }

  /** The code for an end that does not answer. */
  public FaultCode unreachable() {
    return unreachable;
  }

  /** The code for work at this end that ended with an error. */
  public FaultCode failed() {
    return failed;
  }
}
