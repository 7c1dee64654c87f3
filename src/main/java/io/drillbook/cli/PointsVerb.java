package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists recovery points. */
@Command(name = "points", description = "List the recovery points of a system, newest first.")
final class PointsVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.get("systems/" + ApiClient.segment(system) + "/points");
    if (json) {
      return json(answer);
    }
    ZoneId zone =
        ZoneId.of(api.get("systems/" + ApiClient.segment(system)).path("zone").asText("UTC"));
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode point : answer.path("points")) {
      List<String> vaults = new ArrayList<>();
      point.path("copies").forEach(copy -> vaults.add(copy(copy)));
      rows.add(
          List.of(
              point.path("point").asText(),
              Show.time(point.path("startedAt"), zone),
              Show.bytes(point.path("storedBytes").asLong()),
              point.path("state").asText(),
              String.join(", ", vaults)));
    }
    out().println(Tables.of(List.of("point", "time", "size", "state", "vaults"), rows));
    return ExitCodes.DONE;
  }

  /** The vault's name, and what is the matter with its copy. */
  private static String copy(JsonNode copy) {
    String state = copy.path("state").asText();
    String name = copy.path("vault").asText();
    return "good".equals(state) ? name : name + " " + state.toUpperCase(Locale.ROOT);
  }
}
