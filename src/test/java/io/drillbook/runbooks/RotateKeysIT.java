package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.pipeline.OpenPgpKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** Recipient and signer are changed twice; the first recovery point must still restore. */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
class RotateKeysIT {
  private ShopBed shop;
  private String oldest;

  @BeforeAll
  void start() throws Exception {
    shop = new ShopBed("1h");
    Path config = shop.home().resolve("config");
    StringBuilder keys = new StringBuilder();
    for (String name : List.of("ops-two", "ops-three", "signer-two", "signer-three")) {
      var key = OpenPgpKeys.generate(name, new char[0], Clock.systemUTC());
      Files.writeString(config.resolve("keys/" + name + ".asc"), key.publicKey());
      Files.writeString(config.resolve("keys/" + name + ".private.asc"), key.privateKey());
      keys.append(
          "  %1$s: { public: keys/%1$s.asc, private: keys/%1$s.private.asc }\n".formatted(name));
    }
    Path file = config.resolve("drillbook.yaml");
    Files.writeString(file, Files.readString(file).replace("keys:\n", "keys:\n" + keys));
    shop.serve();
    oldest = shop.backup();
  }

  @AfterAll
  void stop() throws Exception {
    shop.close();
  }

  private String begin() {
    return shop.start("oncall", "rotations", Map.of());
  }

  private void complete(String run, String task, Map<String, String> answers) {
    Client oncall = shop.as("oncall");
    assertThat(oncall.work(oncall.task(run, task), "oncall", answers).status()).isEqualTo(204);
  }

  private void rotate(String from, String to, String signer) throws Exception {
    shop.changePlan(from, to);
    awaitUse(signer, "signsFor");
    String run = begin();
    complete(run, "userTask_putNewKey", Map.of());
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(shop.lines(run, "FACT", "serviceTask_concludeRotation"))
        .anyMatch(
            fact ->
                fact.path("outcome").asText().equals("rotated")
                    && fact.at("/details/point").asText().equals(oldest)
                    && fact.at("/details/restored").asText().equals("true"));
    assertThat(shop.recovered()).as("the sandbox is gone").isEmpty();
  }

  /** A running server takes a changed plan over within seconds. */
  private void awaitUse(String key, String use) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              for (JsonNode one : shop.as("auditor").get("/api/v1/keys").path("keys")) {
                if (one.path("name").asText().equals(key)) {
                  return one.path(use).toString().equals("[\"shop\"]");
                }
              }
              return false;
            });
  }

  @Test
  @Order(1)
  void aPlanWithoutANewKeyIsAskedForItAgainAndCanBeAbandoned() {
    String run = begin();
    complete(run, "userTask_putNewKey", Map.of());
    complete(run, "userTask_decideHowToContinue", Map.of("decision", "retry"));
    complete(run, "userTask_putNewKey", Map.of());
    complete(
        run,
        "userTask_decideHowToContinue",
        Map.of("decision", "abandon", "decisionReason", "not today"));
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("abandoned");
  }

  @Test
  @Order(2)
  void theFirstRotationKeepsTheOldestPoint() throws Exception {
    rotate(
        "encrypt-to: [ops, escrow]\n      sign-with: signer".replace("      ", "  "),
        "encrypt-to: [ops-two, escrow]\n  sign-with: signer-two\n  signed-before: [signer]",
        "signer-two");
  }

  @Test
  @Order(3)
  void theSecondRotationKeepsTheOldestPointToo() throws Exception {
    rotate(
        "encrypt-to: [ops-two, escrow]\n  sign-with: signer-two\n  signed-before: [signer]",
        "encrypt-to: [ops-three, escrow]\n  sign-with: signer-three\n"
            + "  signed-before: [signer-two, signer]",
        "signer-three");
  }

  @Test
  @Order(4)
  void everyPointStillRestoresAndTheKeysSayWhatTheyAreFor() {
    JsonNode points = shop.as("oncall").get("/api/v1/systems/shop/points").path("points");
    assertThat(points).hasSize(3);
    assertThat(points.path(2).path("point").asText()).isEqualTo(oldest);
    assertThat(points.path(2).path("state").asText()).isEqualTo("proven");
    JsonNode keys = shop.as("auditor").get("/api/v1/keys").path("keys");
    assertThat(keys)
        .anyMatch(
            key ->
                key.path("name").asText().equals("signer-two")
                    && key.path("signedBeforeFor").toString().equals("[\"shop\"]"));
    assertThat(shop.as("oncall").text("/actuator/prometheus"))
        .contains("drillbook_key_expires_seconds{key=\"ops-three\"} NaN");
  }

  @Test
  @Order(5)
  void aRotationThatNoLongerTrustsTheOldSignerStopsBeforeItsBackup() throws Exception {
    shop.changePlan("encrypt-to: [ops-three, escrow]", "encrypt-to: [ops, escrow]");
    shop.changePlan("signed-before: [signer-two, signer]", "signed-before: [signer-two]");
    awaitUse("ops", "encryptsFor");
    String run = begin();
    complete(run, "userTask_putNewKey", Map.of());
    complete(
        run,
        "userTask_decideHowToContinue",
        Map.of("decision", "skip", "decisionReason", "no time"));
    complete(
        run,
        "userTask_decideHowToContinue",
        Map.of("decision", "abandon", "decisionReason", "the plan is wrong"));
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("abandoned");
    assertThat(shop.as("oncall").get("/api/v1/systems/shop/points").path("points")).hasSize(3);
  }
}
