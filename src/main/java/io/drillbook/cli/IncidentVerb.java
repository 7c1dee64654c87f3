package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Declares and shows incidents. */
@Command(
    name = "incident",
    mixinStandardHelpOptions = true,
    description = "Declare, show and steer incidents; enter what was done by hand.",
    synopsisSubcommandLabel = "(declare | list | show | add | enter | pause | resume | abort)",
    subcommands = {
      IncidentVerb.Declare.class,
      IncidentVerb.Browse.class,
      IncidentVerb.Look.class,
      HandStepVerbs.Add.class,
      HandStepVerbs.Enter.class,
      SteerVerbs.Hold.class,
      SteerVerbs.Resume.class,
      SteerVerbs.Shorten.class,
      SteerVerbs.Abort.class
    })
final class IncidentVerb {
  /** Starts the recovery. */
  @Command(name = "declare", description = "Start the disaster-recovery runbook.")
  static final class Declare extends Verb {
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
        description = "When it was noticed; the RTO counts from there. Default: now.")
    String detectedAt;

    @Option(
        names = "--customer",
        paramLabel = "NAME",
        description = "Whose objectives count. Default: the strictest of all customers.")
    String customer;

    @Override
    int run(ApiClient api) {
      Map<String, String> body = new TreeMap<>(Map.of("scenario", scenario));
      if (customer != null) {
        body.put("customer", customer);
      }
      if (detectedAt != null) {
        body.put("detectedAt", Times.instant(detectedAt, api, system).toString());
      }
      return Start.now(this, api, system, "incidents", body, false);
    }
  }

  /** Lists incidents. */
  @Command(name = "list", description = "List incidents, newest first.")
  static final class Browse extends Verb {
    @Option(names = "--open", description = "Only those that are not closed.")
    boolean open;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    int run(ApiClient api) {
      JsonNode answer = api.list("incidents" + (open ? "?open=true" : ""), "runs");
      if (json) {
        return json(answer);
      }
      List<List<String>> rows = new ArrayList<>();
      for (JsonNode run : answer.path("runs")) {
        boolean ended = Show.has(run.path("endedAt"));
        rows.add(
            List.of(
                run.path("id").asText(),
                run.path("system").asText(),
                Show.text(run.path("scenario")),
                Show.time(run.path("detectedAt"), ZoneId.of("UTC")),
                run.path("startedBy").asText(),
                ended ? Show.text(run.path("verdict")) : "open"));
      }
      out()
          .println(
              Tables.of(
                  List.of("incident", "system", "scenario", "detected", "declared by", "state"),
                  rows));
      return ExitCodes.DONE;
    }
  }

  /** Shows one incident. */
  @Command(name = "show", description = "Show the clocks, the steps and who is waited for.")
  static final class Look extends Verb {
    @Parameters(paramLabel = "ID")
    String id;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    int run(ApiClient api) {
      JsonNode answer = api.timeline(id);
      if (json) {
        return json(answer);
      }
      TimelineText text = new TimelineText(answer);
      out().println(text.header());
      out().println(text.steps());
      out().println(text.footer());
      JsonNode outlook = api.get("runs/" + ApiClient.segment(id) + "/forecast");
      if (Show.has(outlook.path("remaining"))) {
        out().println("forecast: " + outlook.path("remaining").path("inWords").asText());
      }
      out().println(text.waiting());
      return ExitCodes.DONE;
    }
  }
}
