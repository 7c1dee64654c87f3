package io.drillbook.cli;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a fail-back. */
@Command(
    name = "fail-back",
    description =
        "Bring a system that was cut over to its standby home again, with the data that was"
            + " written on the standby. Somebody else approves it.")
final class FailBackVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(
      names = "--from",
      paramLabel = "TARGET",
      description = "The target where the system lives; the plan's standby if left out.")
  String from;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Override
  int run(ApiClient api) {
    Map<String, String> body = new HashMap<>();
    if (from != null) {
      body.put("from", from);
    }
    return Start.now(this, api, system, "fail-backs", body, wait);
  }
}
