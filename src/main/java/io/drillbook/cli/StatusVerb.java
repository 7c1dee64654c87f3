package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how well systems are protected. */
@Command(name = "status", description = "Show how well each system is protected now.")
final class StatusVerb extends Verb {
  private static final List<String> HEADER =
      List.of("source", "RPO", "data safe up to", "used", "left", "");

  @Parameters(paramLabel = "SYSTEM", arity = "0..1")
  String system;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    JsonNode answer = system == null ? api.list("systems", "systems") : one(api);
    if (json) {
      return json(system == null ? answer : answer.path("systems").path(0));
    }
    JsonNode keys = api.get("keys");
    for (JsonNode status : answer.path("systems")) {
      print(status);
      forecasts(api, status.path("system").asText()).forEach(out()::println);
      KeysVerb.warnings(keys, status.path("system").asText())
          .forEach(line -> out().println("  " + line));
    }
    if (answer.path("systems").isEmpty()) {
      out().println("No plan is in force: nothing is protected.");
    }
    for (JsonNode problem : answer.path("problems")) {
      out().println("BROKEN PLAN " + problem.asText());
    }
    return ExitCodes.DONE;
  }

  private JsonNode one(ApiClient api) {
    ObjectNode answer = ApiClient.JSON.createObjectNode();
    answer.putArray("systems").add(api.get("systems/" + ApiClient.segment(system)));
    return answer;
  }

  /** What a recovery of each scenario would take today, against its RTO. */
  private static List<String> forecasts(ApiClient api, String system) {
    List<String> lines = new ArrayList<>();
    for (JsonNode one :
        api.get("systems/" + ApiClient.segment(system) + "/forecast").path("scenarios")) {
      lines.add(
          "  %-22s would take %s today (nine of ten: %s); its RTO is %s%s"
              .formatted(
                  one.path("scenario").asText(),
                  Show.duration(one.path("p50")),
                  Show.duration(one.path("p90")),
                  Show.duration(one.path("rto")),
                  one.path("tooLong").asBoolean() ? ": TOO LONG" : ""));
      lines.add("  %-22s %s".formatted("", one.path("basis").asText()));
    }
    return lines;
  }

  private void print(JsonNode status) {
    ZoneId zone = ZoneId.of(status.path("zone").asText("UTC"));
    out().println(status.path("system").asText() + " (" + status.path("owner").asText() + ")");
    out().println("  newest recovery point  " + point(status.path("newestPoint"), zone));
    out().println("  newest proven restore  " + point(status.path("newestProven"), zone));
    out()
        .println(
            "  RTO                    %s, forecast %s"
                .formatted(
                    Show.duration(status.path("rto")), Show.duration(status.path("rtoForecast"))));
    out().println("  readiness              " + readiness(status.path("readiness"), zone));
    for (JsonNode vault : status.path("vaults")) {
      VaultsVerb.findings(vault).forEach(finding -> out().println("  " + finding));
    }
    for (JsonNode paused : status.path("paused")) {
      out().println("  " + paused(paused, zone));
    }
    for (JsonNode incident : status.path("openIncidents")) {
      out().println("  OPEN INCIDENT          " + incident.path("id").asText());
    }
    for (JsonNode vault : status.path("copies")) {
      out().println("  vault %-17s%s".formatted(vault.path("vault").asText(), vault(vault)));
    }
    status
        .path("nextDue")
        .properties()
        .forEach(
            due ->
                out()
                    .println(
                        "  next %-18s%s".formatted(due.getKey(), Show.time(due.getValue(), zone))));
    out().println(Tables.of(HEADER, sources(status, zone)));
  }

  /** A pause is nothing unusual while a backup captures; one that cannot be ended is. */
  private static String paused(JsonNode paused, ZoneId zone) {
    String trouble = paused.path("trouble").asText();
    return "%-23s%s owes '%s' since %s%s"
        .formatted(
            trouble.isEmpty() ? "paused" : "WRITES STILL PAUSED",
            paused.path("run").asText(),
            paused.path("program").asText(),
            Show.time(paused.path("since"), zone),
            trouble.isEmpty() ? "" : ": " + trouble);
  }

  private static String readiness(JsonNode readiness, ZoneId zone) {
    String first = readiness.path("why").path(0).asText();
    int more = readiness.path("why").size() - 1;
    return ReadinessVerb.line(readiness, zone)
        + (first.isEmpty() ? "" : ": " + first)
        + (more > 0 ? " (and " + more + " more)" : "");
  }

  private static List<List<String>> sources(JsonNode status, ZoneId zone) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode source : status.path("sources")) {
      rows.add(
          List.of(
              source.path("source").asText(),
              Show.duration(source.path("rpo")),
              Show.time(source.path("dataTime"), zone),
              Show.duration(source.path("used")),
              Show.duration(source.path("left")),
              source.path("met").asBoolean() ? "ok" : "RPO MISSED"));
    }
    return rows;
  }

  private static String vault(JsonNode vault) {
    List<String> words = new ArrayList<>();
    if (vault.path("behind").asLong() > 0) {
      words.add(
          "BEHIND by %d points, for %s"
              .formatted(vault.path("behind").asLong(), Show.duration(vault.path("behindFor"))));
    }
    if (vault.path("bad").asLong() > 0) {
      words.add("BAD copies: " + vault.path("bad").asLong());
    }
    words.add(
        Show.has(vault.path("oldestUnread"))
            ? "oldest unread " + Show.duration(vault.path("oldestUnread"))
            : "holds nothing yet");
    return String.join("; ", words);
  }

  private static String point(JsonNode point, ZoneId zone) {
    return Show.has(point)
        ? "%s of %s, %s"
            .formatted(
                point.path("point").asText(),
                Show.time(point.path("startedAt"), zone),
                PointsVerb.state(point))
        : "none";
  }
}
