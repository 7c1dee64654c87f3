package io.drillbook.driver.source.sanity;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;

/** Which end of the data path a dataset is: the same trouble has another name at each. */
enum Side {
  SOURCE(FaultCode.SOURCE_UNREACHABLE, FaultCode.CAPTURE_FAILED),
  TARGET(FaultCode.TARGET_UNREACHABLE, FaultCode.RESTORE_FAILED);

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int BUSY = 429;
  private static final int SERVER = 500;

  private final FaultCode unreachable;
  private final FaultCode failed;

  Side(FaultCode unreachable, FaultCode failed) {
    this.unreachable = unreachable;
    this.failed = failed;
  }

  /** Whether asking once more may help. */
  static boolean passes(int status) {
    return status == BUSY || status >= SERVER;
  }

  /** The fault behind an answer that is no success. */
  Fault fault(int status, String who) {
    if (status == UNAUTHORIZED) {
      return new Fault(
          FaultCode.CREDENTIALS_REFUSED,
          "unable to use the token: '" + who + "'",
          "Check that the token is of this project and was not revoked.");
    }
    if (status == FORBIDDEN) {
      return new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to do with this token what the step needs: '" + who + "'",
          this == SOURCE
              ? "It must read the dataset, drafts included."
              : "It must manage the project's datasets and write documents.");
    }
    if (passes(status)) {
      return unreachable(who, "status " + status, null);
    }
    return new Fault(
        status == NOT_FOUND ? FaultCode.INPUT_INVALID : failed,
        "unable to work with the dataset: '" + who + "': status " + status,
        status == NOT_FOUND
            ? "Check project and dataset."
            : "Sanity refused it; its status page and the API's version say more.");
  }

  /** Nobody answers, or not to the end. */
  Fault unreachable(String who, String why, IOException cause) {
    return new Fault(
        unreachable,
        "unable to reach the dataset: '" + who + "': " + why,
        "Check that the API answers from here, by 'api-host' or through the firewall.",
        cause);
  }

  /** What is there is not what it should be. */
  Fault failed(String message, String hint) {
    return new Fault(failed, message, hint);
  }
}
