package io.drillbook.cli;

import io.drillbook.domain.fault.FaultCode;

/** How a verb ends; contract section 2. */
final class ExitCodes {
  static final int DONE = 0;

  /** It ran and failed, or its verdict is not good. */
  static final int FAILED = 1;

  /** Wrong usage or configuration. */
  static final int USAGE = 2;

  /** A guard refused. */
  static final int REFUSED = 3;

  /** The server did not answer. */
  static final int NOT_REACHABLE = 4;

  private ExitCodes() {}

  static int of(FaultCode code) {
    if (code.isRefusal()) {
      return REFUSED;
    }
    return code == FaultCode.INPUT_INVALID || code == FaultCode.POINT_UNKNOWN ? USAGE : FAILED;
  }
}
