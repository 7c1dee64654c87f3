package io.drillbook.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--customer",
      paramLabel = "NAME",
      description = "Whose objectives count. Default: the strictest of all customers.")
  String customer;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Mixin AllTheSame allTheSame = new AllTheSame();

  @Override
  int run(ApiClient api) {
    Map<String, String> body = new TreeMap<>();
    if (scenario != null) {
      body.put("scenario", scenario);
    }
    if (customer != null) {
      body.put("customer", customer);
    }
    allTheSame.addTo(body);
    return Start.now(this, api, system, "drills", body, wait);
  }
}
