package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Starts a run and says what it is called. */
final class Start {
  private Start() {}

  static int now(
      Verb verb,
      ApiClient api,
      String system,
      String what,
      Map<String, String> body,
      boolean wait) {
    JsonNode started = api.post("systems/" + ApiClient.segment(system) + "/" + what, body);
    String runId = started.path("runId").asText();
    verb.out().println(runId);
    verb.out().flush();
    if (wait) {
      return new RunWatch(api, runId, verb.out()).await();
    }
    verb.err().println("Started. See it by: drillbook timeline " + runId);
    return ExitCodes.DONE;
  }
}
