package io.drillbook.driver.cutover.haproxy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Says in words what went wrong with HAProxy. */
final class HaproxyFaults {
  private HaproxyFaults() {}

  /** Nothing was changed. */
  static Fault unchanged(HaproxySettings settings, Exception cause) {
    return new Fault(
        FaultCode.CUTOVER_FAILED,
        "unable to move traffic with HAProxy's runtime API: '"
            + settings.socket()
            + "' ("
            + cause.getMessage()
            + ")",
        "Nothing was changed. Check that HAProxy runs, that Drillbook's user may use the socket,"
            + " that it has 'level admin', and the names of backend and servers.",
        cause);
  }

  /** It cannot be told where traffic goes. */
  static Fault unknown(HaproxySettings settings, String seen, Exception cause) {
    return new Fault(
        FaultCode.CUTOVER_UNKNOWN,
        "unable to tell where traffic of the backend goes: '" + settings.backend() + "'",
        "Seen: "
            + seen
            + ". Ask HAProxy with 'show stat' and decide by hand before anything is tried again.",
        cause);
  }
}
