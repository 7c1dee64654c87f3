package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.testbed.Outage;
import io.drillbook.testbed.WebhookServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A message outlives what it is sent by: nothing answers, the server is killed, and everybody is
 * told in the end.
 */
class ToldIT {
  private static ShopBed shop;
  private static WebhookServer chat;
  private static Outage mailLine;

  @BeforeAll
  static void start() throws Exception {
    chat = new WebhookServer();
    shop = new ShopBed("1h");
    int port = shop.mail().getSmtp().getPort();
    mailLine = new Outage(port);
    Path file = shop.home().resolve("config/drillbook.yaml");
    String yaml = Files.readString(file);
    assertThat(yaml).contains("port: " + port);
    Files.writeString(file, yaml.replace("port: " + port, "port: " + mailLine.port()));
    String url = shop.secretFile("chat", chat.url("/hook"));
    shop.configure("log: { format: ecs }\n");
    shop.configure("channels: { chat: { kind: json, url: \"" + url + "\" } }\n");
    shop.changePlan(
        "managers: [cto@example.com] }",
        "managers: [cto@example.com], fallback: { after: 5s, oncall: [channel:chat] } }");
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
    chat.close();
    mailLine.close();
  }

  @Test
  void whatCouldNotBeSentIsSentByTheNextServerAndTheSecondChannelStandsIn() {
    mailLine.begin();
    chat.answer(503);
    ServerChild server = shop.serveAsChild(30);
    shop.production().sql("postgres", "alter role backup password 'changed'");
    String run = shop.start("oncall", "backups", Map.of());
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("failed");
    await(run, all -> all.size() == 3 && tried(all, "oncall@example.com") > 1);
    await(run, all -> tried(all, "channel:chat") > 0);
    assertThat(chat.taken()).isEmpty();
    server.kill();

    chat.answer(200);
    shop.serveAsChild(30);
    List<JsonNode> second = await(run, all -> "delivered".equals(state(all, "channel:chat")));
    assertThat(chat.taken()).hasSize(1);
    JsonNode message = chat.taken().get(0);
    assertThat(message.path("subject").asText()).isEqualTo("shop: BACKUP FAILED, look at it now");
    assertThat(message.path("event").asText()).isEqualTo("backup-failed");
    assertThat(message.path("run").asText()).isEqualTo(run);
    assertThat(message.path("text").asText())
        .startsWith("You get this because the first channel is silent: oncall@example.com.\n");
    assertThat(state(second, "oncall@example.com")).isEqualTo("waiting");

    mailLine.end();
    await(run, all -> all.stream().allMatch(it -> "delivered".equals(it.path("state").asText())));
    assertThat(shop.mail().getReceivedMessages()).hasSize(2);
    assertThat(outcomes(run))
        .contains(
            "shop: BACKUP FAILED, look at it now",
            "delivered to channel:chat: shop: BACKUP FAILED, look at it now",
            "delivered to oncall@example.com: shop: BACKUP FAILED, look at it now",
            "delivered to owner@example.com: shop: BACKUP FAILED, look at it now");
    everyLineOfTheLogIsADocumentMarkedByItsRun(run);
  }

  /** As {@code log.format} says; programs find what a server wrote of a run by its id. */
  private static void everyLineOfTheLogIsADocumentMarkedByItsRun(String run) {
    List<JsonNode> lines = shop.log();
    assertThat(lines)
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.path("@timestamp").asText()).isNotBlank();
              assertThat(line.at("/log/level").asText()).isNotBlank();
            });
    assertThat(lines)
        .as("what the step of the backup wrote: " + lines)
        .anySatisfy(
            line -> {
              assertThat(line.path("run").asText()).isEqualTo(run);
              assertThat(line.path("system").asText()).isEqualTo("shop");
              assertThat(line.path("step").asText()).startsWith("serviceTask_");
              assertThat(line.path("message").asText()).contains("unable to");
            });
  }

  private static List<String> outcomes(String run) {
    List<String> outcomes = new ArrayList<>();
    for (JsonNode line :
        shop.as("auditor").get("/api/v1/runs/" + run + "/timeline").path("record")) {
      if (line.at("/entry/kind").asText().equals("NOTIFIED")) {
        outcomes.add(line.at("/entry/outcome").asText());
      }
    }
    return outcomes;
  }

  private static List<JsonNode> await(String run, Predicate<List<JsonNode>> wanted) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> notices(run), wanted);
  }

  private static List<JsonNode> notices(String run) {
    List<JsonNode> all = new ArrayList<>();
    shop.as("auditor").get("/api/v1/notices?run=" + run).path("notices").forEach(all::add);
    return all;
  }

  private static int tried(List<JsonNode> all, String recipient) {
    return of(all, recipient).path("tries").asInt();
  }

  private static String state(List<JsonNode> all, String recipient) {
    return of(all, recipient).path("state").asText();
  }

  private static JsonNode of(List<JsonNode> all, String recipient) {
    return all.stream()
        .filter(it -> it.path("recipient").asText().equals(recipient))
        .findFirst()
        .orElseThrow();
  }
}
