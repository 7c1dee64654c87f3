package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The server's database is gone; keys, plans and vaults are left. */
class LostDatabaseIT {
  @Test
  void aFreshServerKnowsEveryRecoveryPointAgainAndRestoresFromIt() throws Exception {
    try (ShopBed shop = new ShopBed("1h").serve()) {
      String older = shop.backup();
      String newer = shop.backup();
      JsonNode before = points(shop);
      assertThat(before).hasSize(2);
      shop.server().close();
      FileSystemUtils.deleteRecursively(shop.home().resolve("var"));
      Files.createDirectories(shop.home().resolve("vault/blog/20261120T020000Z-4f2a9c"));
      Files.writeString(
          shop.home().resolve("vault/blog/20261120T020000Z-4f2a9c/manifest.json"), "{}");

      shop.serve();

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(points(shop)).isEqualTo(before));
      assertThat(rebuild(shop).at("/lines").findValuesAsText("kind"))
          .containsExactlyInAnyOrder("known", "known", "foreign");
      FileSystemUtils.deleteRecursively(shop.home().resolve("vault/shop").resolve(older));
      assertThat(rebuild(shop).at("/lines").findValuesAsText("kind"))
          .containsExactlyInAnyOrder("known", "missing", "foreign");
      JsonNode timeline =
          shop.ended(shop.start("oncall", "restores", Map.of("point", newer, "target", "standby")));
      assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
      assertThat(shop.recovery().digests("shop")).isEqualTo(shop.production().digests("shop"));
    }
  }

  /** What is told of each point, but for the run that took it: no vault knows of runs. */
  private static JsonNode points(ShopBed shop) {
    JsonNode points = shop.as("oncall").get("/api/v1/systems/shop/points").path("points");
    points.forEach(point -> ((ObjectNode) point).remove("runId"));
    return points;
  }

  private static JsonNode rebuild(ShopBed shop) {
    Client oncall = shop.as("oncall");
    oncall.post("/api/v1/catalog/rebuild", Map.of());
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> oncall.get("/api/v1/catalog/work"), work -> work.path("endedAt").isTextual());
  }
}
