package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Schedules in the running product: timers that fire, one watch each, and a ledger. */
class SchedulesIT {
  private static final String BACKUP = "schedule:shop:backup";
  private static final String CHECK = "schedule:shop:check";
  private static final String EXPIRY = "schedule:shop:expiry";
  private static final String DRILL = "schedule:shop:drill:weekly";

  private static ShopBed shop;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h").serve();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void aScheduleFiresOnceWithOneWatchThroughPlanChangeAndRestartAndASuspendedOneRests()
      throws Exception {
    assertThat(watches()).containsExactly(BACKUP, CHECK, DRILL, EXPIRY);
    List<String> definitions = definitions();

    shop.changePlan("0 2 * * *", "* * * * *");
    shop.changePlan("0 4 * * 0", "* * * * *");
    awaitDueWithinAMinute(BACKUP);
    awaitDueWithinAMinute(DRILL);
    assertThat(watches()).containsExactly(BACKUP, CHECK, DRILL, EXPIRY);
    suspend(DRILL);
    shop.restart();
    assertThat(watches()).containsExactly(BACKUP, CHECK, DRILL, EXPIRY);
    assertThat(definitions()).isEqualTo(definitions);

    DueTime fired =
        Awaitility.await()
            .atMost(Duration.ofSeconds(80))
            .until(() -> ledger("backup"), rows -> !rows.isEmpty())
            .get(0);
    assertThat(fired.outcome()).isIn(DueOutcome.RAN, DueOutcome.LATE);
    assertThat(fired.dueAt().getEpochSecond() % 60).isZero();
    assertThat(fired.firedAt()).isBetween(fired.dueAt(), fired.dueAt().plusSeconds(30));
    JsonNode timeline = shop.ended(fired.runId().orElseThrow());
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(timeline.at("/run/startedBy").asText()).isEqualTo("timer:backup");
    assertThat(watches()).containsExactly(BACKUP, CHECK, DRILL, EXPIRY);
    assertThat(dueAt(BACKUP)).isAfter(fired.dueAt());
    assertThat(ledger("drill:weekly")).isEmpty();
    assertThat(dueAt(DRILL)).isBefore(Instant.now());
  }

  private static List<DueTime> ledger(String schedule) {
    return shop.server().getBean(ScheduleStore.class).newest("shop", 20).stream()
        .filter(row -> row.schedule().equals(schedule))
        .toList();
  }

  private static void awaitDueWithinAMinute(String key) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(dueAt(key)).isBefore(Instant.now().plusSeconds(61)));
  }

  private static List<String> watches() {
    List<String> keys = new ArrayList<>();
    instances().forEach(instance -> keys.add(instance.path("businessKey").asText()));
    return keys.stream().sorted().toList();
  }

  private static JsonNode instances() {
    return shop.as("admin")
        .get("/engine-rest/process-instance?processDefinitionKey=watch-schedule");
  }

  private static String instance(String key) {
    for (JsonNode instance : instances()) {
      if (key.equals(instance.path("businessKey").asText())) {
        return instance.path("id").asText();
      }
    }
    throw new AssertionError("no watch of " + key);
  }

  private static Instant dueAt(String key) {
    String date =
        shop.as("admin")
            .get("/engine-rest/job?timers=true&processInstanceId=" + instance(key))
            .at("/0/dueDate")
            .asText();
    return Instant.parse(date.replaceFirst("\\+0000$", "Z"));
  }

  private static List<String> definitions() {
    List<String> ids = new ArrayList<>();
    shop.as("admin")
        .get("/engine-rest/process-definition")
        .forEach(definition -> ids.add(definition.path("id").asText()));
    return ids.stream().sorted().toList();
  }

  private static void suspend(String key) {
    Client.Answer answer =
        shop.as("admin")
            .put(
                "/engine-rest/process-instance/" + instance(key) + "/suspended",
                Map.of("suspended", true));
    assertThat(answer.status()).isEqualTo(204);
  }
}
