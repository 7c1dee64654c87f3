package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.Around;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** On-call pauses, resumes and aborts runs with real servers; nobody else does. */
class SteerIT {
  private static ShopBed shop;
  private static Incidents incidents;
  private static String point;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.slowDownRestores(3);
    shop.serve(FullOutbox.class);
    incidents = new Incidents(shop);
    point = shop.backup();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  /** An outbox that can be full. */
  @Configuration(proxyBeanMethods = false)
  static class FullOutbox {
    static volatile boolean full;

    @Bean
    @Primary
    OutboxStore fullOutbox(@Qualifier("outboxStore") OutboxStore outbox) {
      return Around.port(
          OutboxStore.class,
          outbox,
          (method, arguments, real) -> {
            if (full && method.equals("add")) {
              throw new IllegalStateException("the outbox is full");
            }
            return real.ask();
          });
    }
  }

  private static Client.Answer steer(String user, String run, String act, String reason) {
    return shop.as(user).tryPost("/api/v1/runs/" + run + "/" + act, Map.of("reason", reason));
  }

  private static String restoring() {
    String run = incidents.declare();
    incidents.assess(run, point);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_restoreSource").isEmpty());
    return run;
  }

  private static List<String> reasons(String run, String kind, String step) {
    return shop.lines(run, kind, step).stream()
        .map(line -> line.path("actor").asText() + ": " + line.at("/details/reason").asText())
        .toList();
  }

  @Test
  void aPauseLetsTheRunningStepEndAndAnAbortAfterTrafficMovedIsRefused() {
    String run = restoring();
    assertThat(steer("approver", run, "pause", "I want to").status()).isEqualTo(403);
    assertThat(steer("oncall", run, "pause", " ").status()).isEqualTo(400);
    assertThat(steer("oncall", run, "pause", "waiting for the network team").status())
        .isEqualTo(200);
    assertThat(steer("oncall", run, "pause", "again").status()).isEqualTo(200);
    assertThat(reasons(run, "FACT", "run_pause"))
        .containsExactly("oncall: waiting for the network team");
    assertThat(reasons(run, "REFUSED", "")).hasSize(2);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !shop.lines(run, "ATTEMPT_ENDED", "serviceTask_restoreSource").isEmpty());
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofMinutes(1))
        .until(() -> shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_migrateData").isEmpty());
    JsonNode paused = shop.as("auditor").get("/api/v1/runs/" + run + "/timeline");
    assertThat(paused.path("waiting").toString()).contains("Resume the paused run");
    assertThat(Duration.parse(paused.at("/clocks/people").asText())).isPositive();
    assertThat(steer("oncall", run, "resume", "the network is back").status()).isEqualTo(200);
    approve(run);
    shop.as("oncall").task(run, "userTask_closeIncident");
    Client.Answer late = steer("oncall", run, "abort", "changed my mind");
    assertThat(late.status()).isEqualTo(403);
    assertThat(late.body().path("hint").asText()).contains("roll it back first");
    close(run);
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("succeeded");
    shop.recovery().sql("postgres", "drop database shop");
  }

  @Test
  void anAbortCancelsWhatRunsAndCleansUp() {
    String before = shop.recovered();
    String run = restoring();
    assertThat(steer("auditor", run, "abort", "no").status()).isEqualTo(403);
    FullOutbox.full = true;
    assertThat(steer("oncall", run, "abort", "wrong system").status()).isEqualTo(500);
    FullOutbox.full = false;
    assertThat(reasons(run, "DECISION", "")).as("neither given up nor ended").isEmpty();
    assertThat(shop.as("auditor").get("/api/v1/runs/" + run).path("verdict").isTextual()).isFalse();
    assertThat(steer("oncall", run, "abort", "wrong system").status()).isEqualTo(200);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("abandoned");
    assertThat(reasons(run, "DECISION", "")).containsExactly("oncall: wrong system");
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop.recovered().equals(before));
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("pg_restore")))
        .isEmpty();
    assertThat(steer("oncall", run, "abort", "twice").status()).isEqualTo(200);
    assertThat(steer("oncall", run, "pause", "too late").status()).isEqualTo(403);
  }

  private static void approve(String run) {
    Client oncall = shop.as("oncall");
    assertThat(
            shop.as("approver")
                .work(
                    oncall.task(run, "userTask_giveApproval"),
                    "approver",
                    Map.of("approval", "approve", "confirmTarget", "standby"))
                .status())
        .isEqualTo(204);
  }

  private static void close(String run) {
    Client oncall = shop.as("oncall");
    assertThat(
            oncall
                .work(oncall.task(run, "userTask_closeIncident"), "oncall", Map.of("note", "none"))
                .status())
        .isEqualTo(204);
  }
}
