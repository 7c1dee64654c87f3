package io.drillbook.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a rotation of keys. */
@Command(
    name = "rotate-keys",
    description =
        "Change a key of a system's plan: a person puts it in place, a backup is taken with it, and"
            + " the oldest recovery point is restored into the sandbox.")
final class RotateKeysVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Override
  int run(ApiClient api) {
    return Start.now(this, api, system, "rotations", Map.of(), wait);
  }
}
