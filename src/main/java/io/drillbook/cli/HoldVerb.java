package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a veto against expiry. */
@Command(name = "hold", description = "Hold a recovery point, so that it does not expire.")
final class HoldVerb extends Verb {
  @Parameters(index = "0", paramLabel = "SYSTEM")
  String system;

  @Parameters(index = "1", paramLabel = "POINT")
  String point;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  String reason;

  @Option(names = "--until", paramLabel = "TIME", description = "When it lapses by itself.")
  String until;

  @Override
  int run(ApiClient api) {
    Map<String, String> body = new TreeMap<>(Map.of("reason", reason));
    if (until != null) {
      body.put("until", Times.instant(until, api, system).toString());
    }
    JsonNode answer = api.post(path(system, point) + "/holds", body);
    answer.path("holds").forEach(hold -> out().println(hold.path("id").asText()));
    tellBehind(answer);
    return ExitCodes.DONE;
  }

  static String path(String system, String point) {
    return "systems/" + ApiClient.segment(system) + "/points/" + ApiClient.segment(point);
  }

  private void tellBehind(JsonNode answer) {
    answer
        .path("behind")
        .properties()
        .forEach(
            vault ->
                err()
                    .println(
                        "Not yet in the vault '"
                            + vault.getKey()
                            + "': "
                            + vault.getValue().asText()));
  }
}
