package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what became of due times. */
@Command(
    name = "schedules",
    description = "List the schedules, when each is due next, and what became of its due times.")
final class SchedulesVerb extends Verb {
  private static final int USUAL = 10;

  @Parameters(index = "0", arity = "0..1", paramLabel = "SYSTEM", description = "Of this system.")
  String system;

  @Option(names = "--last", paramLabel = "N", description = "So many of each, 50 at most.")
  int last = USUAL;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    JsonNode answer =
        api.list(
            system == null ? "schedules" : "schedules?system=" + ApiClient.segment(system),
            "schedules");
    if (json) {
      return json(answer);
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode schedule : answer.path("schedules")) {
      ZoneId zone = ZoneId.of(schedule.path("zone").asText());
      String name = schedule.path("system").asText() + " " + schedule.path("schedule").asText();
      String next =
          Show.has(schedule.path("next")) ? Show.time(schedule.path("next"), zone) : "never";
      rows.add(List.of(name, next, "next (" + schedule.path("times").asText() + ")", "", ""));
      int shown = 0;
      for (JsonNode due : schedule.path("ledger")) {
        if (shown++ < last) {
          rows.add(
              List.of(
                  "",
                  Show.time(due.path("due"), zone),
                  due.path("outcome").asText(),
                  Show.time(due.path("dealtWith"), zone),
                  Show.text(due.path("run"))));
        }
      }
    }
    out().println(Tables.of(List.of("schedule", "due", "outcome", "dealt with", "run"), rows));
    return ExitCodes.DONE;
  }
}
