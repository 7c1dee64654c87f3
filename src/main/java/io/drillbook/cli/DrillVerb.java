package io.drillbook.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a drill. */
@Command(name = "drill", description = "Start a drill of a system in its sandbox.")
final class DrillVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(
      names = "--scenario",
      paramLabel = "S",
      completionCandidates = ScenarioNames.class,
      description = "What is rehearsed, one of: ${COMPLETION-CANDIDATES}.")
  String scenario;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Override
  int run(ApiClient api) {
    Map<String, String> body = scenario == null ? Map.of() : Map.of("scenario", scenario);
    return Start.now(this, api, system, "drills", body, wait);
  }
}
