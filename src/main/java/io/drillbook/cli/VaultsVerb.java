package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries the vaults and shows what they really do. */
@Command(
    name = "vaults",
    description = "Try each vault and show what it really does; 1 where one is not ready.")
final class VaultsVerb extends Verb {
  private static final List<String> ABILITIES =
      List.of("conditional-create", "list-after-write", "checksums", "versioning", "object-lock");

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.get("vaults");
    if (json) {
      json(answer);
    } else {
      print(answer.path("vaults"));
    }
    for (JsonNode vault : answer.path("vaults")) {
      if (!vault.path("ready").asBoolean()) {
        return ExitCodes.FAILED;
      }
    }
    return ExitCodes.DONE;
  }

  private void print(JsonNode vaults) {
    List<String> header = new ArrayList<>(List.of("vault", "kind", "site", "ready"));
    header.addAll(ABILITIES);
    header.add("clock ahead");
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode vault : vaults) {
      List<String> row = new ArrayList<>();
      row.add(vault.path("vault").asText());
      row.add(vault.path("kind").asText());
      row.add(Show.text(vault.path("site")));
      row.add(vault.path("ready").asBoolean() ? "yes" : "NO");
      ABILITIES.forEach(ability -> row.add(Show.text(vault.path("abilities").path(ability))));
      row.add(Show.duration(vault.path("clockAhead")));
      rows.add(row);
    }
    out().println(Tables.of(header, rows));
    for (JsonNode vault : vaults) {
      findings(vault).forEach(out()::println);
    }
  }

  /** What is wrong with a vault and what somebody should know, a line each. */
  static List<String> findings(JsonNode vault) {
    List<String> lines = new ArrayList<>();
    String name = vault.path("vault").asText();
    vault
        .path("failures")
        .forEach(failure -> lines.add("VAULT NOT READY '" + name + "': " + failure.asText()));
    vault
        .path("warnings")
        .forEach(warning -> lines.add("WARNING vault '" + name + "': " + warning.asText()));
    return lines;
  }
}
