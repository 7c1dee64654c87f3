package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what drills found wrong, and closes a finding. */
@Command(
    name = "findings",
    description = "List what drills found wrong and nobody has put right, or answer for it.")
final class FindingsVerb extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "SYSTEM", description = "Of this system.")
  String system;

  @Option(names = "--all", description = "Closed ones too.")
  boolean all;

  @Option(names = "--close", paramLabel = "ID", description = "Close this one, with a reason.")
  String close;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why no drill has to pass it.")
  String reason;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    if (close != null) {
      JsonNode closed =
          api.post(
              "findings/" + ApiClient.segment(close) + "/closure",
              Map.of("reason", reason == null ? "" : reason));
      return json ? json(closed) : said(close + " is closed; it stays visible with the reason.");
    }
    String of = system == null ? "" : "&system=" + ApiClient.segment(system);
    JsonNode answer = api.list("findings?closed=" + all + of, "findings");
    if (json) {
      return json(answer);
    }
    if (answer.path("findings").isEmpty()) {
      return said("Nothing that drills found wrong is open.");
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode finding : answer.path("findings")) {
      rows.add(
          List.of(
              finding.path("id").asText(),
              finding.path("system").asText() + ", " + finding.path("scenario").asText(),
              finding.path("severity").asText(),
              finding.path("what").asText(),
              finding.path("owner").asText(),
              Show.time(finding.path("due"), ZoneOffset.UTC),
              Show.text(finding.path("closedBy"))));
    }
    out()
        .println(
            Tables.of(
                List.of("finding", "drill", "severity", "what", "owner", "due", "closed by"),
                rows));
    return ExitCodes.DONE;
  }

  private int said(String line) {
    out().println(line);
    return ExitCodes.DONE;
  }
}
