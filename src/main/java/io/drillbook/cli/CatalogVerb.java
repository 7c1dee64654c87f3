package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Works on the server's catalog of recovery points. */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    description = "Compare the catalog with the vaults, or make it anew from them.",
    synopsisSubcommandLabel = "check | rebuild",
    subcommands = {CatalogVerb.Check.class, CatalogVerb.Rebuild.class})
final class CatalogVerb {
  private static final long EVERY_MILLIS = 300;

  /** Compares. */
  @Command(
      name = "check",
      description = "Compare the catalog with what lies in the vaults; changes nothing.")
  static final class Check extends Verb {
    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    int run(ApiClient api) {
      api.post("catalog/check", Map.of());
      return report(this, api, json);
    }
  }

  /** Corrects. */
  @Command(
      name = "rebuild",
      description = {
        "Make the catalog say what lies in the vaults; changes no vault.",
        "Points that are found signed and whole are taken in; none is forgotten."
      })
  static final class Rebuild extends Verb {
    @Option(names = "--wait", description = "Wait for its end and print what was found.")
    boolean wait;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    int run(ApiClient api) {
      JsonNode started = api.post("catalog/rebuild", Map.of());
      if (wait) {
        return report(this, api, json);
      }
      if (json) {
        return json(started);
      }
      out().println("Started. See what came of it by: drillbook catalog check");
      return ExitCodes.DONE;
    }
  }

  private static int report(Verb verb, ApiClient api, boolean json) {
    JsonNode work = await(api);
    if (json) {
      verb.json(work);
    } else if (Show.has(work.path("problem"))) {
      throw new CliFailure(
          ExitCodes.FAILED, work.path("problem").asText(), "The server's log says more.");
    } else {
      print(verb, work);
    }
    return work.path("good").asBoolean() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static void print(Verb verb, JsonNode work) {
    Map<String, Integer> counts = new TreeMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode line : work.path("lines")) {
      String kind = line.path("kind").asText();
      counts.merge(kind, 1, Integer::sum);
      if (!kind.equals("known")) {
        List<String> vaults = new ArrayList<>();
        line.path("vaults").forEach(vault -> vaults.add(vault.asText()));
        rows.add(
            List.of(
                kind,
                Show.text(line.path("system")),
                Show.text(line.path("point")),
                String.join(", ", vaults),
                Show.text(line.path("detail"))));
      }
    }
    if (!rows.isEmpty()) {
      verb.out().println(Tables.of(List.of("", "system", "point", "vaults", "found"), rows));
    }
    verb.out().println(counts.isEmpty() ? "No recovery point anywhere." : "Found " + counts);
    work.path("unread")
        .properties()
        .forEach(
            vault ->
                verb.out()
                    .println("NOT READ: " + vault.getKey() + ": " + vault.getValue().asText()));
  }

  private static JsonNode await(ApiClient api) {
    try {
      while (true) {
        JsonNode work = api.get("catalog/work");
        if (Show.has(work.path("endedAt"))) {
          return work;
        }
        new CountDownLatch(1).await(EVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to wait for the end of the work on the catalog: 'interrupted'",
          "It goes on at the server.",
          e);
    }
  }
}
