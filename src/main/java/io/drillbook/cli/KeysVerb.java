package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the keys. */
@Command(
    name = "keys",
    description = "List the keys: what each is for, when it expires, and whether it opens here.")
final class KeysVerb extends Verb {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.get("keys");
    if (json) {
      return json(answer);
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode key : answer.path("keys")) {
      rows.add(
          List.of(
              key.path("name").asText(),
              Show.text(key.path("fingerprint")),
              use(key),
              Show.has(key.path("expires"))
                  ? Show.time(key.path("expires"), ZoneOffset.UTC)
                  : "never",
              key.path("privateHere").asBoolean() ? "yes" : "no"));
    }
    out().println(Tables.of(List.of("key", "fingerprint", "use", "expires", "private here"), rows));
    warnings(answer, "").forEach(line -> out().println(line));
    return ExitCodes.DONE;
  }

  private static String use(JsonNode key) {
    List<String> uses = new ArrayList<>();
    use(key, "encryptsFor", "encrypts for ", uses);
    use(key, "signsFor", "signs for ", uses);
    use(key, "signedBeforeFor", "signed before for ", uses);
    return uses.isEmpty() ? "none" : String.join("; ", uses);
  }

  private static void use(JsonNode key, String field, String words, List<String> uses) {
    List<String> systems = new ArrayList<>();
    key.path(field).forEach(system -> systems.add(system.asText()));
    if (!systems.isEmpty()) {
      uses.add(words + String.join(", ", systems));
    }
  }

  /** One line for each key to see to, of the plan of this system or, where empty, of any. */
  static List<String> warnings(JsonNode answer, String system) {
    List<String> lines = new ArrayList<>();
    for (JsonNode key : answer.path("keys")) {
      List<String> uses = new ArrayList<>();
      use(key, "encryptsFor", "", uses);
      use(key, "signsFor", "", uses);
      boolean concerns =
          system.isEmpty() || List.of(String.join(", ", uses).split(", ", -1)).contains(system);
      if (concerns && Show.has(key.path("warning"))) {
        String mark = key.path("failsReadiness").asBoolean() ? "NOT READY" : "KEY ENDS";
        lines.add(
            mark + "  key '" + key.path("name").asText() + "': " + key.path("warning").asText());
      }
    }
    return lines;
  }
}
