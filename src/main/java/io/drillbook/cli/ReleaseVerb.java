package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes vetoes back. */
@Command(name = "release", description = "Take back every hold of a recovery point.")
final class ReleaseVerb extends Verb {
  @Parameters(index = "0", paramLabel = "SYSTEM")
  String system;

  @Parameters(index = "1", paramLabel = "POINT")
  String point;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  String reason;

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.post(HoldVerb.path(system, point) + "/release", Map.of("reason", reason));
    answer.path("holds").forEach(hold -> out().println(hold.path("id").asText() + " released"));
    return ExitCodes.DONE;
  }
}
