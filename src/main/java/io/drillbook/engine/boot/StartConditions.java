package io.drillbook.engine.boot;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.system.ServerConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/** What must hold before anything is started. */
public final class StartConditions {
  private StartConditions() {}

  /**
   * Checks the process and the configuration.
   *
   * @throws Fault INPUT_INVALID naming the condition that does not hold
   */
  public static void check(ServerConfiguration configuration) {
    requireUtc();
    requireLoopbackWithoutTls(configuration.server());
  }

  /** The engine stores due times without a zone: a node in another zone shifts every timer. */
  private static void requireUtc() {
    ZoneId zone = ZoneId.systemDefault();
    if (!zone.getRules().equals(ZoneOffset.UTC.getRules())) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to start the server in the time zone '" + zone.getId() + "'",
          "Start Java with -Duser.timezone=UTC; the zones of plans and people are not affected.");
    }
  }

  /** Over plain http anybody on the way reads passwords and sessions. */
  private static void requireLoopbackWithoutTls(ServerConfiguration.WebServer server) {
    if (server.tls().isEmpty() && !isLoopback(server.address())) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to serve plain http on the address '" + server.address() + "'",
          "Add 'tls' to 'server' in drillbook.yaml, or listen on 127.0.0.1.");
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return Arrays.stream(InetAddress.getAllByName(address))
          .allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the address '" + address + "'",
          "Check 'server.address' in drillbook.yaml.",
          e);
    }
  }
}
