package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

/** Retention on a whole server; the parts build on one another. Three days are wanted. */
@TestMethodOrder(OrderAnnotation.class)
class ExpiryIT {
  private static ShopBed shop;
  private static String newest;
  private static final List<String> OLD = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.changePlan(
        "daily: 14, weekly: 12, monthly: 12, keep-at-least: 3",
        "daily: 3, weekly: 0, monthly: 0, keep-at-least: 1");
    shop.serve();
    newest = shop.backup();
    for (int daysAgo = 6; daysAgo >= 1; daysAgo--) {
      OLD.add(0, old(daysAgo));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  /** A point as a backup of that day would have left it; retention looks at no content. */
  private static String old(int daysAgo) throws IOException {
    CatalogStore catalog = shop.server().getBean(CatalogStore.class);
    Instant at = Instant.now().minus(Duration.ofDays(daysAgo));
    String point =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z-aaaaaa'")
            .withZone(ZoneOffset.UTC)
            .format(at);
    FileSystemUtils.copyRecursively(folder(newest), folder(point));
    catalog.begin("shop", point, "backup-" + point, at);
    for (CatalogStore.Captured it : catalog.captures("shop", newest).values()) {
      SourceCapture capture =
          new SourceCapture(it.capture().source(), it.capture().kind(), at, Map.of(), Map.of());
      List<Member> members = it.members();
      catalog.saveCapture("shop", point, capture, members);
    }
    catalog.seal("shop", point, at, List.of("primary"));
    catalog.setState("shop", point, PointState.VERIFIED, at);
    return point;
  }

  private static Path folder(String point) {
    return shop.home().resolve("vault/shop").resolve(point);
  }

  private static List<String> going() {
    List<String> points = new ArrayList<>();
    for (JsonNode it : shop.as("auditor").get("/api/v1/systems/shop/expiry").path("points")) {
      if (!it.at("/expiry/keep").asBoolean()) {
        points.add(it.path("point").asText());
      }
    }
    return points;
  }

  private static JsonNode answered(String run, String approval, String reason) {
    Client approver = shop.as("approver");
    String task = approver.task(run, "userTask_approveExpiry");
    Map<String, String> answers = Map.of("expiryApproval", approval, "reason", reason);
    assertThat(approver.work(task, "approver", answers).status()).isEqualTo(204);
    return shop.ended(run);
  }

  private static void mailed(String subject) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(shop.mail().getReceivedMessages())
                    .extracting(it -> it.getSubject())
                    .anyMatch(it -> it.contains(subject)));
  }

  @Test
  @Order(1)
  void anAuditorSeesWhatWouldGoAndThatAnApproverIsAsked() {
    assertThat(going()).containsExactlyElementsOf(OLD.subList(3, 6));
    JsonNode preview = shop.as("auditor").get("/api/v1/systems/shop/expiry");
    assertThat(preview.at("/questions/0").asText())
        .isEqualTo("3 of 7 recovery points would go at once; the plan allows 20 %");
    assertThat(preview.path("refusals")).isEmpty();
    assertThat(shop.as("auditor").tryPost("/api/v1/systems/shop/expiries", Map.of()).status())
        .isEqualTo(403);
  }

  @Test
  @Order(2)
  void aNoKeepsEverythingAndTheRunIsAbandoned() {
    String run = shop.start("oncall", "expiries", Map.of());
    JsonNode task =
        shop.as("approver")
            .get(
                "/engine-rest/task/"
                    + shop.as("approver").task(run, "userTask_approveExpiry")
                    + "/form-variables");
    assertThat(task.at("/evidence/value").asText())
        .contains(
            "asked because: reason: 3 of 7", "would expire: point: ", "no day, week or month");
    assertThat(task.at("/briefing/value").asText()).contains("it counts as no");
    JsonNode timeline = answered(run, "reject", "the audit is next week");
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("abandoned");
    OLD.forEach(it -> assertThat(folder(it)).exists());
    mailed("expiry was stopped");
  }

  @Test
  @Order(3)
  void nobodyApprovesAnExpiryThatTheyStarted() {
    String run = shop.start("approver", "expiries", Map.of());
    Client approver = shop.as("approver");
    String task = approver.task(run, "userTask_approveExpiry");
    assertThat(approver.work(task, "approver", Map.of("expiryApproval", "approve")).status())
        .isEqualTo(403);
    assertThat(shop.as("oncall").work(task, "oncall", Map.of("expiryApproval", "approve")).status())
        .isEqualTo(403);
    String instance =
        shop.as("admin")
            .get("/engine-rest/process-instance?businessKey=" + run)
            .at("/0/id")
            .asText();
    shop.as("admin").delete("/engine-rest/process-instance/" + instance);
  }

  @Test
  @Order(4)
  void whatIsApprovedGoesButWhatWasHeldMeanwhileStays() {
    String run = shop.start("oncall", "expiries", Map.of());
    shop.as("approver").task(run, "userTask_approveExpiry");
    String held = OLD.get(5);
    Map<String, String> hold = Map.of("reason", "a lawsuit");
    shop.as("oncall").post("/api/v1/systems/shop/points/" + held + "/holds", hold);
    JsonNode timeline = answered(run, "approve", "");
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(folder(held)).exists();
    OLD.subList(3, 5).forEach(it -> assertThat(folder(it)).doesNotExist());
    List<String> removed = new ArrayList<>();
    for (JsonNode fact : shop.lines(run, "FACT", "serviceTask_expireRecoveryPoints")) {
      if ("removed".equals(fact.path("outcome").asText())) {
        removed.add(fact.at("/details/point").asText());
      }
    }
    assertThat(removed).containsExactlyInAnyOrderElementsOf(OLD.subList(3, 5));
    assertThat(shop.home().resolve("vault/_holds/shop").resolve(held)).isNotEmptyDirectory();
  }

  @Test
  @Order(5)
  void aReleasedPointGoesAndNobodyIsAskedForOne() {
    String path = "/api/v1/systems/shop/points/" + OLD.get(5) + "/release";
    assertThat(shop.as("oncall").tryPost(path, Map.of("reason", "over")).status()).isEqualTo(403);
    shop.as("manager").post(path, Map.of("reason", "the lawsuit is over"));
    JsonNode timeline = shop.ended(shop.start("oncall", "expiries", Map.of()));
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(folder(OLD.get(5))).doesNotExist();
    assertThat(going()).isEmpty();
  }

  @Test
  @Order(6)
  void nothingExpiresWhileTheNewestBackupHasFailed() throws Exception {
    String doomed = old(9);
    shop.production().sql("postgres", "alter role backup password 'another'");
    assertThat(shop.ended(shop.start("oncall", "backups", Map.of())).at("/run/verdict").asText())
        .isEqualTo("failed");
    JsonNode timeline = shop.ended(shop.start("oncall", "expiries", Map.of()));
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("failed");
    assertThat(timeline.toString()).contains("the newest backup did not end well");
    assertThat(folder(doomed)).exists();
  }
}
