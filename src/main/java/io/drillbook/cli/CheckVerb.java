package io.drillbook.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts reading recovery points back. */
@Command(
    name = "check",
    description = "Read stored recovery points back, repair and complete their copies.")
final class CheckVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(names = "--all", description = "Every byte of every copy, not only what is due.")
  boolean all;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Override
  int run(ApiClient api) {
    Map<String, String> body = all ? Map.of("all", "true") : Map.of();
    return Start.now(this, api, system, "checks", body, wait);
  }
}
