package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
      point.path("vaults").forEach(vault -> vaults.add(vault.asText()));
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
}
