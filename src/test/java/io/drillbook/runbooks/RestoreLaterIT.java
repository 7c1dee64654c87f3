package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** On-call takes the shorter path of an incident: the pictures follow when the shop sells again. */
class RestoreLaterIT {
  private static final String LATER = "left for later";

  @Test
  void mediaIsLeftForLaterWithAReasonAndTheVerdictSaysSo() throws Exception {
    try (ShopBed shop = new ShopBed("1h")) {
      Path media = withMedia(shop);
      shop.slowDownRestores(6);
      shop.serve();
      String point = shop.backup();
      Incidents incidents = new Incidents(shop);
      String run = incidents.declare();
      incidents.assess(run, point);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_restoreSource").isEmpty());
      assertThat(shop.as("oncall").text("/runs/" + run + "/steer")).contains("Restore media later");
      assertThat(shorten(shop, run, " ").status()).isEqualTo(400);
      assertThat(shorten(shop, run, "the shop must sell again").status()).isEqualTo(200);
      assertThat(shorten(shop, run, "pressed twice").status()).isEqualTo(200);
      incidents.approveAndClose(run);

      assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("succeeded-with-skips");
      assertThat(media.resolveSibling("standby-media")).doesNotExist();
      assertThat(shop.lines(run, "FACT", "serviceTask_restoreSource"))
          .filteredOn(line -> line.path("outcome").asText().equals(LATER))
          .singleElement()
          .satisfies(line -> assertThat(line.at("/details/source").asText()).isEqualTo("media"));
      assertThat(shop.lines(run, "DECISION", ""))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("actor").asText()).isEqualTo("oncall");
                assertThat(line.at("/details/reason").asText())
                    .isEqualTo("the shop must sell again");
                assertThat(line.at("/details/restored later").asText()).isEqualTo("media");
              });
    }
  }

  private static Path withMedia(ShopBed shop) throws Exception {
    Path media = Files.createDirectories(shop.home().resolve("media"));
    Files.writeString(media.resolve("logo.svg"), "<svg/>");
    shop.changePlan(
        "backup:\n",
        "  media: { kind: directory, path: " + media + ", holds: media, after: [db] }\nbackup:\n");
    shop.changePlan(
        "standby: { sources: { ",
        "standby: { sources: { media: { path: " + media.resolveSibling("standby-media") + " }, ");
    shop.changePlan(
        "sandbox: { disposable: true, sources: { ",
        "sandbox: { disposable: true, sources: { media: { path: "
            + media.resolveSibling("sandbox-media")
            + " }, ");
    return media;
  }

  private static Client.Answer shorten(ShopBed shop, String run, String reason) {
    return shop.as("oncall").tryPost("/api/v1/runs/" + run + "/shorten", Map.of("reason", reason));
  }
}
