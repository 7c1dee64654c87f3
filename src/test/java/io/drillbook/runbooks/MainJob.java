package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The main job from the outside: protect, rehearse, destroy, recover. The parts build on one
 * another.
 */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class MainJob {
  final ShopBed shop;

  /** Runs against a server on this database of the engine. */
  MainJob(ShopBed.Variant variant) throws Exception {
    shop = new ShopBed("1h", variant);
  }

  @BeforeAll
  void start() {
    shop.serve();
  }

  @AfterAll
  void stop() throws Exception {
    shop.close();
  }

  @Test
  @Order(1)
  void backupSealsRecoveryPoint() {
    String run = shop.start("oncall", "backups", Map.of());
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
  }

  @Test
  @Order(2)
  void drillProvesThePointAndDiscardsTheSandbox() {
    String run = shop.start("oncall", "drills", Map.of());
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(
            shop.recovery()
                .query("postgres", "select count(*) from pg_database where datname = 'shop_drill'"))
        .isEqualTo("0");
  }

  @Test
  @Order(3)
  void incidentRecoversTheShopOnStandby() {
    String before = shop.production().digests("shop");
    shop.production().destroy();
    String run = shop.start("oncall", "incidents", Map.of("scenario", "server-failure"));
    Client oncall = shop.as("oncall");
    String point = oncall.get("/api/v1/systems/shop/points").at("/points/0/point").asText();
    assertThat(
            oncall
                .work(
                    oncall.task(run, "userTask_assessScope"),
                    "oncall",
                    Map.of("point", point, "target", "standby", "note", "gone"))
                .status())
        .isEqualTo(204);
    String approval = oncall.task(run, "userTask_giveApproval");
    assertThat(
            oncall
                .work(approval, "oncall", Map.of("approval", "approve", "confirmTarget", "standby"))
                .status())
        .isEqualTo(403);
    assertThat(
            shop.as("approver")
                .work(
                    approval, "approver", Map.of("approval", "approve", "confirmTarget", "standby"))
                .status())
        .isEqualTo(204);
    assertThat(
            oncall
                .work(
                    oncall.task(run, "userTask_closeIncident"),
                    "oncall",
                    Map.of("note", "buy a new server"))
                .status())
        .isEqualTo(204);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(shop.recovery().digests("shop")).isEqualTo(before);
    assertThat(shop.haproxy().whoAnswers()).isEqualTo("standby");
  }

  @Test
  @Order(4)
  void theMetricsOfTheContractTellOfIt() {
    String metrics = shop.as("oncall").text("/actuator/prometheus");
    assertThat(metrics)
        .contains("backup_success_total{system=\"shop\"} 1.0")
        .contains("restore_test_success_total{system=\"shop\"} 1.0")
        .contains("restore_test_failure_total{system=\"shop\"} 0.0")
        .contains("drillbook_recovery_point_age_seconds{source=\"db\",system=\"shop\"}")
        .contains("drillbook_rpo_seconds{source=\"db\",system=\"shop\"} 86400.0")
        .contains("drillbook_incident_open{system=\"shop\"} 0.0")
        .contains("drillbook_vault_ready{vault=\"primary\"} 1.0")
        .contains("drillbook_step_bytes{kind=\"backup\",system=\"shop\"} 0.0")
        .containsPattern("drillbook_recovery_point_bytes\\{source=\"db\",system=\"shop\"\\} [1-9]")
        .containsPattern("drillbook_backup_last_success_age_seconds\\{system=\"shop\"\\} [0-9]");
    everyMetricOfTheSamplesIsExposed(metrics);
  }

  /** Rules and dashboard under docs/monitoring name no metric that there is not. */
  private static void everyMetricOfTheSamplesIsExposed(String metrics) {
    Set<String> named = new TreeSet<>();
    for (String file : List.of("alerts.yaml", "dashboard.json")) {
      Matcher name =
          Pattern.compile("\\b(drillbook|backup|restore_test)_[a-z_]+\\b(?=[ {\\[<>)=,/!])")
              .matcher(read(Path.of("docs/monitoring", file)));
      while (name.find()) {
        named.add(name.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(15);
    for (String metric : named) {
      assertThat(metrics).containsPattern("(?m)^" + metric + "(\\{| )");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
