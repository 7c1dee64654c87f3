package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enters what was done by hand, with its real times. */
final class HandStepVerbs {
  private HandStepVerbs() {}

  /** Where the steps are given: in a file, or one by flags. */
  static final class Given {
    @Option(
        names = "--file",
        paramLabel = "CSV",
        required = true,
        description = "A table with the columns step,began,ended,by,note; all of it or nothing.")
    Path file;

    @ArgGroup(exclusive = false)
    One one;

    private List<Map<String, String>> rows() {
      return file != null ? StepFile.read(file) : List.of(one.row());
    }
  }

  /** One step. */
  static final class One {
    @Option(names = "--step", paramLabel = "TEXT", required = true, description = "What was done.")
    String step;

    @Option(names = "--began", paramLabel = "TIME", required = true, description = "When it began.")
    String began;

    @Option(
        names = "--ended",
        paramLabel = "TIME",
        description = "When it was over; without it, it took no time.")
    String ended;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who did it.")
    String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "What else there is to say.")
    String note;

    private Map<String, String> row() {
      Map<String, String> row = new TreeMap<>(Map.of("step", step, "began", began, "by", by));
      if (ended != null) {
        row.put("ended", ended);
      }
      if (note != null) {
        row.put("note", note);
      }
      return row;
    }
  }

  /** Into a run that the server knows. */
  @Command(
      name = "add",
      description =
          "Enter steps of a run that were done by hand; each is marked: asserted, not observed.")
  static final class Add extends Verb {
    @Parameters(paramLabel = "ID", description = "The run; it may have ended.")
    String id;

    @ArgGroup(multiplicity = "1")
    Given given;

    @Override
    int run(ApiClient api) {
      List<Map<String, String>> rows = given.rows();
      String path = "runs/" + ApiClient.segment(id);
      String system = api.get(path).path("system").asText();
      JsonNode answer = api.post(path + "/steps", Map.of("steps", withInstants(rows, api, system)));
      out().println(id + ": " + answer.path("steps").asInt() + " entered; asserted, not observed");
      return ExitCodes.DONE;
    }
  }

  /** A run that the server saw nothing of. */
  @Command(
      name = "enter",
      description =
          "Enter an incident that was worked on paper while no server was there; its verdict is"
              + " 'asserted' and it proves nothing.")
  static final class Enter extends Verb {
    @Parameters(paramLabel = "SYSTEM")
    String system;

    @Option(
        names = "--scenario",
        paramLabel = "S",
        required = true,
        completionCandidates = ScenarioNames.class,
        description = "What happened, one of: ${COMPLETION-CANDIDATES}.")
    String scenario;

    @Option(
        names = "--detected-at",
        paramLabel = "TIME",
        required = true,
        description = "When it was noticed.")
    String detectedAt;

    @Option(
        names = "--confirmed-at",
        paramLabel = "TIME",
        description = "When the service was back; leave it out where nobody knows.")
    String confirmedAt;

    @Option(
        names = "--customer",
        paramLabel = "NAME",
        description = "Whose objectives stand beside it. Default: the strictest of all customers.")
    String customer;

    @ArgGroup(multiplicity = "1")
    Given given;

    @Override
    int run(ApiClient api) {
      Map<String, Object> body = new TreeMap<>();
      body.put("scenario", scenario);
      body.put("detectedAt", Times.instant(detectedAt, api, system).toString());
      if (confirmedAt != null) {
        body.put("confirmedAt", Times.instant(confirmedAt, api, system).toString());
      }
      if (customer != null) {
        body.put("customer", customer);
      }
      body.put("steps", withInstants(given.rows(), api, system));
      JsonNode answer =
          api.post("systems/" + ApiClient.segment(system) + "/asserted-incidents", body);
      out().println(answer.path("runId").asText());
      return ExitCodes.DONE;
    }
  }

  private static List<Map<String, String>> withInstants(
      List<Map<String, String>> rows, ApiClient api, String system) {
    List<Map<String, String>> all = new ArrayList<>();
    Map<String, ZoneId> known = new HashMap<>();
    Supplier<ZoneId> zone = () -> known.computeIfAbsent(system, it -> Times.zone(api, it));
    for (Map<String, String> row : rows) {
      Map<String, String> one = new TreeMap<>(row);
      one.put("began", Times.instant(row.get("began"), zone).toString());
      String ended = row.getOrDefault("ended", "");
      one.remove("ended");
      if (!ended.isEmpty()) {
        one.put("ended", Times.instant(ended, zone).toString());
      }
      all.add(one);
    }
    return all;
  }
}
