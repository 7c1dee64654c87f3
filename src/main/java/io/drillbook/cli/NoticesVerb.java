package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what people were told. */
@Command(
    name = "notices",
    description = "List what people were told, and what became of each message.")
final class NoticesVerb extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "SYSTEM", description = "Of this system.")
  String system;

  @Option(names = "--run", paramLabel = "ID", description = "Of this run only.")
  String run;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    List<String> query = new ArrayList<>();
    if (system != null) {
      query.add("system=" + ApiClient.segment(system));
    }
    if (run != null) {
      query.add("run=" + ApiClient.segment(run));
    }
    JsonNode answer = api.get("notices?limit=200&" + String.join("&", query));
    if (json) {
      return json(answer);
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode notice : answer.path("notices")) {
      rows.add(
          List.of(
              Show.time(notice.path("written"), ZoneOffset.UTC),
              notice.path("subject").asText(),
              notice.path("recipient").asText(),
              notice.path("state").asText(),
              notice.path("tries").asText(),
              Show.text(notice.path("trouble"))));
    }
    out()
        .println(Tables.of(List.of("written", "message", "to", "state", "tries", "trouble"), rows));
    return ExitCodes.DONE;
  }
}
