package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies the plan's retention, or shows what that would do. */
@Command(
    name = "expire",
    description = "Remove recovery points that the plan's retention no longer wants.")
final class ExpireVerb extends Verb {
  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(names = "--dry-run", description = "Only show what would go and why.")
  boolean dryRun;

  @Option(names = "--wait", description = "Wait for its verdict.")
  boolean wait;

  @Option(names = "--json", description = "Print the dry run as JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    if (!dryRun) {
      if (json) {
        throw new CliFailure(
            ExitCodes.USAGE, "unable to print JSON of: 'expire'", "Give --dry-run as well.");
      }
      return Start.now(this, api, system, "expiries", Map.of(), wait);
    }
    JsonNode answer = api.get("systems/" + ApiClient.segment(system) + "/expiry");
    return json ? json(answer) : show(answer);
  }

  private int show(JsonNode answer) {
    Instant at = Instant.parse(answer.path("at").asText());
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode point : answer.path("points")) {
      JsonNode expiry = point.path("expiry");
      Instant startedAt = Instant.parse(point.path("startedAt").asText());
      rows.add(
          List.of(
              point.path("point").asText(),
              point.path("state").asText(),
              Show.duration(Duration.between(startedAt, at)),
              expiry.path("keep").asBoolean() ? "keep" : "EXPIRE",
              expiry.path("why").asText()));
    }
    out().println(Tables.of(List.of("point", "state", "age", "verdict", "why"), rows));
    answer.path("refusals").forEach(why -> out().println("Nothing expires now: " + why.asText()));
    answer.path("questions").forEach(why -> out().println("An approver is asked: " + why.asText()));
    return ExitCodes.DONE;
  }
}
