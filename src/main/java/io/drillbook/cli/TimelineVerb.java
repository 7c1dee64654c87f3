package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the timed record of a run. */
@Command(name = "timeline", description = "Show the timed record of one run.")
final class TimelineVerb extends Verb {
  @Parameters(paramLabel = "ID")
  String id;

  @Option(names = "--json", description = "Print all of it as JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.timeline(id);
    if (json) {
      return json(answer);
    }
    TimelineText text = new TimelineText(answer);
    out().println(text.header());
    out().println(text.everything());
    out().println(text.footer());
    return ExitCodes.DONE;
  }
}
