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
    JsonNode answer = api.list("systems/" + ApiClient.segment(system) + "/points", "points");
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
              state(point),
              String.join(", ", vaults),
              holds(point.path("holds")),
              expiry(point.path("expiry"), zone)));
    }
    out()
        .println(
            Tables.of(
                List.of("point", "time", "size", "state", "vaults", "holds", "expiry"), rows));
    return ExitCodes.DONE;
  }

  /** The vault's name, and what is the matter with its copy. */
  private static String copy(JsonNode copy) {
    String state = copy.path("state").asText();
    String name = copy.path("vault").asText();
    return "good".equals(state) ? name : name + " " + state.toUpperCase(Locale.ROOT);
  }

  /** A point that lacks something must not look like the others. */
  static String state(JsonNode point) {
    List<String> missing = new ArrayList<>();
    point.path("missing").fieldNames().forEachRemaining(missing::add);
    String state = point.path("state").asText();
    return missing.isEmpty() ? state : state + ", PARTIAL: without " + String.join(", ", missing);
  }

  private static String holds(JsonNode holds) {
    List<String> all = new ArrayList<>();
    holds.forEach(
        hold -> all.add(hold.path("heldBy").asText() + ": " + hold.path("reason").asText()));
    return all.isEmpty() ? "-" : String.join("; ", all);
  }

  private static String expiry(JsonNode expiry, ZoneId zone) {
    List<String> reasons = new ArrayList<>();
    expiry.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    String kept =
        Show.has(expiry.path("until")) ? "until " + Show.time(expiry.path("until"), zone) : "kept";
    return (expiry.path("keep").asBoolean() ? kept : "EXPIRES")
        + " ("
        + String.join(", ", reasons)
        + ")";
  }
}
