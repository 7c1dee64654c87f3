package io.drillbook.driver.cutover.dns;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Says in words what went wrong with DNS. */
final class DnsFaults {
  private DnsFaults() {}

  /** Nothing was changed. */
  static Fault unchanged(DnsSettings settings, String why, String hint) {
    return new Fault(
        FaultCode.CUTOVER_FAILED,
        "unable to change the DNS record: '" + settings.record() + "' (" + why + ")",
        "Nothing was changed. " + hint);
  }

  /** It cannot be told what users are told. */
  static Fault unknown(DnsSettings settings, String seen, String hint) {
    return new Fault(
        FaultCode.CUTOVER_UNKNOWN,
        "unable to tell where the DNS record leads users: '" + settings.record() + "'",
        "Seen: " + seen + ". " + hint);
  }

  /** The server answered the update with something else than yes. */
  static Fault refused(DnsSettings settings, Message answer, boolean signed) {
    int code = answer.getRcode();
    return unchanged(
        settings, settings.server() + " answers " + Rcode.string(code), hint(answer, signed));
  }

  private static String hint(Message answer, boolean signed) {
    return switch (answer.getRcode()) {
      case Rcode.REFUSED ->
          signed
              ? "Let the server's update-policy grant this key this name and type."
              : "The update was not signed: put the server's TSIG key under 'key'.";
      case Rcode.NOTAUTH -> key(answer);
      case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.YXDOMAIN ->
          "Somebody else changed the record at this moment; look who, then try again.";
      case Rcode.NOTZONE -> "The record does not lie in the server's zone; check 'zone'.";
      default -> "The server's log says why; check that it can write the zone's journal.";
    };
  }

  private static String key(Message answer) {
    int error = answer.getTSIG() == null ? 0 : answer.getTSIG().getError();
    return switch (error) {
      case Rcode.BADKEY -> "The server knows no key of that name; compare 'key' with its file.";
      case Rcode.BADSIG -> "The server has another secret for that key; compare the key files.";
      case Rcode.BADTIME -> "The clocks of this machine and of the server differ; set them.";
      default -> "The server is not the zone's primary, or refuses the key; check 'server'.";
    };
  }
}
