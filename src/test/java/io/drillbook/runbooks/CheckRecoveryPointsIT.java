package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Stored recovery points that are damaged under the running product. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckRecoveryPointsIT {
  private static ShopBed shop;
  private static String point;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.changePlan("vaults: [primary]", "vaults: [primary, small]");
    shop.serve();
    point = shop.backup();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  @Order(1)
  void whatIsWholeIsReadDecryptedAndVerified() {
    JsonNode timeline = shop.ended(check());
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(timeline.at("/run/kind").asText()).isEqualTo("check");
    List<JsonNode> read = facts(timeline, "read back");
    assertThat(read).hasSize(2);
    assertThat(read.get(0).at("/details/looked at").asText())
        .contains("db: decrypted and its structure checked to the end");
    JsonNode shown = shop.as("auditor").get("/api/v1/systems/shop/points").at("/points/0");
    assertThat(shown.path("state").asText()).isEqualTo("verified");
    assertThat(shown.at("/copies/1/readAt").asText()).isNotEmpty();
    assertThat(subjects()).noneMatch(subject -> subject.contains("damaged"));
  }

  @Test
  @Order(2)
  void aFlippedBitIsFoundRepairedToldAndLookedInto() throws IOException {
    Path dump = dump("vault");
    byte[] good = Files.readAllBytes(dump);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(dump, bad);

    String run = check();
    String task = shop.as("oncall").task(run, "userTask_examineDamage");
    assertThat(Files.readAllBytes(dump)).isEqualTo(good);
    JsonNode form = shop.as("oncall").get("/engine-rest/task/" + task + "/variables");
    assertThat(form.at("/briefing/value").asText()).contains("shop were damaged: what did it?");
    assertThat(form.at("/evidence/value").asText()).contains("damaged", "repaired", "primary");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(subjects())
                    .contains("shop: damaged copies were found and repaired, find out why")
                    .anyMatch(subject -> subject.startsWith("shop: YOUR TURN, Examine damage")));
    assertThat(shop.as("auditor").get("/api/v1/runs/" + run).path("verdict").isTextual())
        .as("open until somebody answers")
        .isFalse();

    Client.Answer none = shop.as("oncall").work(task, "oncall", Map.of("damageCause", "gremlins"));
    assertThat(none.status()).isNotEqualTo(204);
    Client.Answer answer =
        shop.as("oncall")
            .complete(task, Map.of("damageCause", "disk", "note", "sector 7 is remapped"));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(facts(timeline, "examined").get(0).at("/details/note").asText())
        .isEqualTo("sector 7 is remapped");
  }

  @Test
  @Order(3)
  void aVaultThatIsUnpluggedFailsTheCheckAndShowsItIsBehind() throws IOException {
    Path vault = shop.home().resolve("small");
    Path unplugged = shop.home().resolve("unplugged");
    Files.move(vault, unplugged);
    shop.backup();
    assertThat(vaultOf("small").path("behind").asLong()).isEqualTo(1);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> metric("drillbook_vault_points_behind", "small") == 1);
    JsonNode timeline = shop.ended(check());
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("failed");
    assertThat(facts(timeline, "NOT READ")).hasSize(1);
    mailed("CHECK OF RECOVERY POINTS FAILED");

    Files.move(unplugged, vault);
    timeline = shop.ended(check());
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(facts(timeline, "copied")).hasSize(1);
    assertThat(vaultOf("small").path("behind").asLong()).isZero();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> metric("drillbook_vault_points_behind", "small") == 0);
    assertThat(metric("drillbook_copies_bad", "primary")).isZero();
    assertThat(metric("drillbook_copy_oldest_unread_seconds", "primary")).isBetween(0.0, 600.0);
  }

  @Test
  @Order(4)
  void whereBothCopiesAreDamagedThePointIsBrokenAndLoudlySo() throws IOException {
    for (String vault : List.of("vault", "small")) {
      Files.write(dump(vault), new byte[] {1});
    }
    String run = check();
    String task = shop.as("oncall").task(run, "userTask_examineDamage");
    mailed("shop: RECOVERY POINT LOST, look at it now");
    shop.as("oncall").work(task, "oncall", Map.of("damageCause", "attack", "note", "keys stolen"));
    shop.ended(run);
    for (JsonNode shown : shop.as("auditor").get("/api/v1/systems/shop/points").path("points")) {
      boolean lost = shown.path("point").asText().equals(point);
      assertThat(shown.path("state").asText()).isEqualTo(lost ? "broken" : "verified");
    }
  }

  private static String check() {
    return shop.start("oncall", "checks", Map.of("all", true));
  }

  private static Path dump(String vault) throws IOException {
    try (Stream<Path> files = Files.list(shop.home().resolve(vault + "/shop/" + point))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".pgdump.zst.pgp"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<JsonNode> facts(JsonNode timeline, String outcome) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode line : timeline.path("record")) {
      if (outcome.equals(line.at("/entry/outcome").asText())) {
        found.add(line.path("entry"));
      }
    }
    return found;
  }

  private static JsonNode vaultOf(String name) {
    for (JsonNode vault : shop.as("auditor").get("/api/v1/systems/shop").path("copies")) {
      if (vault.path("vault").asText().equals(name)) {
        return vault;
      }
    }
    throw new AssertionError("no vault " + name);
  }

  private static double metric(String name, String vault) {
    String wanted = name + "{system=\"shop\",vault=\"" + vault + "\"}";
    return shop.as("admin")
        .text("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(wanted))
        .mapToDouble(line -> Double.parseDouble(line.substring(wanted.length()).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + wanted));
  }

  private static void mailed(String words) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> subjects().stream().anyMatch(subject -> subject.contains(words)));
  }

  private static List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage message : shop.mail().getReceivedMessages()) {
      try {
        subjects.add(message.getSubject());
      } catch (jakarta.mail.MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
    return subjects;
  }
}
