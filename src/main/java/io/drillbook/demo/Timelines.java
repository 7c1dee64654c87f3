package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.util.Map;

/** Prints a run's timeline by the command line, as anybody would ask for it. */
final class Timelines {
  private Timelines() {}

  static void print(DemoServer server, String run) {
    DemoServer.Login login = server.login("auditors");
    ProcessBuilder builder =
        new ProcessBuilder(DemoServer.drillbook("timeline", run))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
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
      process.waitFor();
    } catch (IOException e) {
      throw new Fault(
          FaultCode.TOOL_MISSING,
          "unable to print the timeline: '" + run + "'",
          "Ask for it yourself: drillbook timeline " + run,
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
