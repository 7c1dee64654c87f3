package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A restore is slower than it ever was: people hear of it before the RTO is over. */
@Tag("long")
class ForecastIT {
  private static final Duration RTO = Duration.ofSeconds(75);

  @Test
  void aRecoveryThatWillBeLateIsAnnouncedWhileItsRestoreRuns() throws Exception {
    try (ShopBed shop = new ShopBed("1h")) {
      shop.changePlan(
          "objectives: { rto: 1h, rpo: 24h }",
          "objectives: { rto: 1h, rpo: 24h, scenarios: { server-failure: { rto: 75s } } }");
      shop.serve();
      shop.backup();
      shop.ended(shop.start("oncall", "drills", Map.of()));
      quietDay(shop);
      shop.slowDownRestores(110);
      String slow = shop.backup();

      Incidents people = new Incidents(shop);
      String run = people.declare();
      people.assess(run, slow);
      Instant crossed = crossing(shop, run);
      JsonNode told =
          Awaitility.await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> warnings(shop, run), all -> !all.isEmpty())
              .get(0);

      Instant at = Instant.parse(told.path("at").asText());
      Instant detected =
          Instant.parse(shop.as("auditor").get("/api/v1/runs/" + run).path("detectedAt").asText());
      assertThat(at).isBefore(crossed.plusSeconds(10)).isBefore(detected.plus(RTO));
      assertThat(shop.lines(run, "ATTEMPT_ENDED", "serviceTask_restoreSource"))
          .as("the restore still runs")
          .isEmpty();
      assertThat(told.at("/details/by").asText()).contains("measured in 1 earlier runs");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  java.util.Arrays.stream(shop.mail().getReceivedMessages())
                      .anyMatch(mail -> subject(mail).contains("miss its RTO")));
    }
  }

  /** When the forecast, asked from outside, first says that it may be late. */
  private static Instant crossing(ShopBed shop, String run) {
    Client client = shop.as("auditor");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(250))
        .until(
            () ->
                client
                    .get("/api/v1/runs/" + run + "/forecast")
                    .at("/remaining/mayMiss")
                    .asBoolean());
    return Instant.now();
  }

  /** Without any incident, status and metrics say what one would take. */
  private static void quietDay(ShopBed shop) {
    JsonNode today =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> shop.as("auditor").get("/api/v1/systems/shop/forecast").at("/scenarios/0"),
                one -> one.path("basis").asText().startsWith("measured in 1"));
    assertThat(today.path("scenario").asText()).isEqualTo("server-failure");
    assertThat(today.path("rto").asText()).isEqualTo("PT1M15S");
    assertThat(Duration.parse(today.path("p50").asText())).isPositive();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(shop.as("oncall").text("/actuator/prometheus"))
                    .containsPattern(
                        "drillbook_rto_forecast_seconds\\{scenario=\"server-failure\",system=\"shop\"\\} [0-9]"));
  }

  private static List<JsonNode> warnings(ShopBed shop, String run) {
    return shop.lines(run, "WARNING", "").stream()
        .filter(line -> line.path("outcome").asText().contains("miss its RTO"))
        .toList();
  }

  private static String subject(jakarta.mail.internet.MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
