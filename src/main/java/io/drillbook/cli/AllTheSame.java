package io.drillbook.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** Starts a run although its plan is not ready. */
final class AllTheSame {
  @Option(
      names = "--override",
      description = "Start it although the plan is not ready; goes on the record.")
  boolean override;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, together with --override.")
  String reason;

  /** Adds what was given to an order. */
  void addTo(Map<String, String> body) {
    boolean given = reason != null && !reason.isBlank();
    if (override != given) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to override without its counterpart: '"
              + (override ? "--reason" : "--override")
              + "'",
          "Give both: --override --reason \"why it must run now\".");
    }
    if (given) {
      body.put("overrideReason", reason.strip());
    }
  }
}
