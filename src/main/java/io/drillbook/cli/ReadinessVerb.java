package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows whether a plan can be relied on. */
@Command(
    name = "readiness",
    description = "Show whether a recovery by the plan can be relied on; 1 where it is not ready.")
final class ReadinessVerb extends Verb {
  private static final String NOT_READY = "not-ready";

  @Parameters(paramLabel = "SYSTEM")
  String system;

  @Option(names = "--check", description = "Ask everything anew first, and wait for it.")
  boolean check;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    String path = "systems/" + ApiClient.segment(system) + "/readiness";
    if (check) {
      String runId = api.post(path, Map.of()).path("runId").asText();
      int ended = new RunWatch(api, runId, err()).await();
      if (ended != ExitCodes.DONE) {
        return ended;
      }
    }
    JsonNode answer = api.get(path);
    if (json) {
      json(answer);
    } else {
      print(answer, zone(api));
    }
    return NOT_READY.equals(answer.path("state").asText()) ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private ZoneId zone(ApiClient api) {
    JsonNode status = api.get("systems/" + ApiClient.segment(system));
    return ZoneId.of(status.path("zone").asText("UTC"));
  }

  private void print(JsonNode answer, ZoneId zone) {
    out().println(line(answer, zone));
    answer.path("why").forEach(why -> out().println("  because " + why.asText()));
    JsonNode drill = answer.path("provenBy");
    if (Show.has(drill)) {
      out()
          .println(
              "  newest drill that passed: %s, %s"
                  .formatted(drill.path("runId").asText(), Show.time(drill.path("endedAt"), zone)));
    }
    JsonNode schedule = answer.path("schedule");
    out()
        .println(
            "  checked "
                + (Show.has(schedule)
                    ? "by the schedule " + schedule.asText()
                    : "on changes and by hand only: the schedule is off"));
    List<List<String>> rows = new ArrayList<>();
    List<String> hints = new ArrayList<>();
    for (JsonNode finding : answer.path("checks")) {
      String grade = finding.path("grade").asText();
      rows.add(
          List.of(
              "good".equals(grade) ? "good" : grade.toUpperCase(Locale.ROOT),
              finding.path("subject").asText(),
              finding.path("what").asText(),
              finding.path("detail").asText()));
      String hint = finding.path("hint").asText();
      if ("bad".equals(grade) && !hint.isEmpty()) {
        hints.add("HINT: " + finding.path("subject").asText() + ": " + hint);
      }
    }
    if (!rows.isEmpty()) {
      out().println(Tables.of(List.of("", "subject", "check", "seen"), rows));
    }
    hints.forEach(out()::println);
  }

  /** State, since when, and when it was checked; one line. */
  static String line(JsonNode readiness, ZoneId zone) {
    String state = readiness.path("state").asText().replace('-', ' ').toUpperCase(Locale.ROOT);
    String since =
        Show.has(readiness.path("since"))
            ? " since " + Show.time(readiness.path("since"), zone)
            : "";
    String checked =
        Show.has(readiness.path("checkedAt"))
            ? ", checked " + Show.time(readiness.path("checkedAt"), zone)
            : ", not checked yet";
    return state + since + checked;
  }
}
