package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each example plan is backed up and drilled, scenario by scenario, on real servers. */
class ExamplesIT {
  @Test
  void everyScenarioOfEveryExampleIsDrilledWithinItsObjectives() throws Exception {
    try (ExamplesBed bed = new ExamplesBed()) {
      for (String system : ExamplesBed.systems()) {
        good(bed.run(system, "backups", Map.of()));
      }
      drilled(bed, "candle-shop", "database-corruption", "", "PT1H", "[db]");
      drilled(bed, "candle-shop", "application-error", "", "PT30M", "[code, config, db, media]");
      drilled(bed, "candle-shop", "configuration-error", "", "PT15M", "[config]");
      drilled(bed, "candle-shop", "server-failure", "", "PT4H", "[code, config, db, media]");
      drilled(bed, "candle-shop", "site-disaster", "", "PT8H", "[code, config, db, media]");
      drilled(bed, "payload-cms", "database-corruption", "", "PT1H", "[db]");
      drilled(bed, "payload-cms", "server-failure", "", "PT1H", "[code, db, media]");
      JsonNode acme =
          drilled(bed, "module-hub", "server-failure", "acme", "PT1H", "[config, db, modules]");
      assertThat(bed.hubsAgree()).as("what the drill restored was what the hub had").isTrue();
      assertThat(acme.at("/score/sources/0/rpo").asText()).isEqualTo("PT30M");
      drilled(bed, "cleaning", "server-failure", "", "PT4H", "[db, uploads]");
      assertThat(bed.cleaning().productionIsAt()).as("only the sandbox").isEqualTo("0001");
      drilled(bed, "nimbus-cms", "lost-data", "", "PT2H", "[content]");
      drilled(bed, "nimbus-cms", "server-failure", "", "PT2H", "[config, content]");
      assertThat(bed.nimbus().drillIsThere()).as("the drill's dataset").isFalse();
      for (String system : ExamplesBed.systems()) {
        JsonNode readiness = bed.readiness(system);
        assertThat(readiness.path("state").asText())
            .as(readiness.toPrettyString())
            .isEqualTo("verified");
      }
    }
  }

  private static JsonNode drilled(
      ExamplesBed bed,
      String system,
      String scenario,
      String customer,
      String rto,
      String restored) {
    Map<String, Object> order = new HashMap<>(Map.of("scenario", scenario));
    if (!customer.isEmpty()) {
      order.put("customer", customer);
    }
    JsonNode timeline = good(bed.run(system, "drills", order));
    assertThat(timeline.at("/run/rto").asText()).as("%s of %s", scenario, system).isEqualTo(rto);
    List<String> sources = timeline.at("/score/sources").findValuesAsText("source");
    assertThat(new TreeSet<>(sources)).as("%s of %s", scenario, system).hasToString(restored);
    return timeline;
  }

  private static JsonNode good(JsonNode timeline) {
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    return timeline;
  }
}
