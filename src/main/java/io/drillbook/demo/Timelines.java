package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Asks for a run's timeline by the command line, as anybody would. */
final class Timelines {
  private Timelines() {}

  /** What {@code drillbook timeline} prints, its failures included. */
  static String of(DemoServer server, String run) {
    DemoServer.Login login = server.login("auditors");
    ProcessBuilder builder =
        new ProcessBuilder(DemoServer.drillbook("timeline", run)).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "DRILLBOOK_SERVER",
                server.address(),
                "DRILLBOOK_USER",
                login.user(),
                "DRILLBOOK_PASSWORD",
                login.password()));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.TOOL_MISSING,
          "unable to print the timeline: '" + run + "'",
          "Ask for it yourself: drillbook timeline " + run,
          e);
    }
  }
}
