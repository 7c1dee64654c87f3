package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A restore that lasts several times as long as its lease. */
@TestMethodOrder(OrderAnnotation.class)
class LongRestoreIT {
  private static final String LEASE = "drillbook.lease.seconds";
  private static final String RESTORE = "serviceTask_restoreSource";
  private static final Duration RTO = Duration.ofSeconds(16);

  /** A quiet machine needs one second or two, one that also runs other tests some more. */
  private static final Duration ON_TIME = Duration.ofSeconds(5);

  private static ShopBed shop;
  private static String point;

  @BeforeAll
  static void start() throws Exception {
    System.setProperty(LEASE, "6");
    shop = new ShopBed(RTO.toSeconds() + "s");
    shop.slowDownRestores(22);
    shop.serve();
    point = shop.backup();
  }

  @AfterAll
  static void stop() throws Exception {
    System.clearProperty(LEASE);
    shop.close();
  }

  @Test
  @Order(1)
  void deletingTheInstanceEndsTheProgramWithinAHeartbeatAndTheRunAsAbandoned() {
    String run = shop.start("oncall", "restores", Map.of("point", point, "target", "standby"));
    ProcessHandle program = awaitCopying();
    Client admin = shop.as("admin");
    String instance =
        admin
            .get("/engine-rest/process-instance?businessKey=" + run + "&rootProcessInstances=true")
            .at("/0/id")
            .asText();
    // The engine refuses a deletion that meets a heartbeat of the step's lease; a person repeats
    // it.
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptionsMatching(LongRestoreIT::metAHeartbeat)
        .until(
            () -> {
              admin.delete("/engine-rest/process-instance/" + instance);
              return true;
            });
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !program.isAlive());
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("abandoned");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(shop.recovered()).isEmpty());
    assertThat(shop.lines(run, "ATTEMPT_BEGAN", RESTORE)).hasSize(1);
    assertThat(shop.lines(run, "ATTEMPT_ENDED", RESTORE)).isEmpty();
  }

  @Test
  @Order(2)
  void theRestoreRunsOnceAndTheWarningsComeOnTimeWhileItRuns() {
    String before = shop.production().digests("shop");
    shop.production().destroy();
    Incidents people = new Incidents(shop);
    String run = people.declare();
    people.assess(run, point);
    Instant detected =
        Instant.parse(shop.as("auditor").get("/api/v1/runs/" + run).path("detectedAt").asText());
    warned(detected, 50, "50 % of the RTO used");
    warned(detected, 80, "80 % of the RTO used");
    warned(detected, 100, "RTO MISSED");
    people.approveAndClose(run);

    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("objective-missed");
    assertThat(shop.recovery().digests("shop")).isEqualTo(before);
    assertThat(shop.recovered()).isEqualTo("shop");
    List<JsonNode> began = shop.lines(run, "ATTEMPT_BEGAN", RESTORE);
    List<JsonNode> ended = shop.lines(run, "ATTEMPT_ENDED", RESTORE);
    assertThat(began).hasSize(1);
    assertThat(ended).hasSize(1);
    assertThat(Duration.between(at(began.get(0)), at(ended.get(0))))
        .isGreaterThan(Duration.ofSeconds(20));
    List<JsonNode> warnings = shop.lines(run, "WARNING", "");
    assertThat(warnings)
        .extracting(warning -> warning.path("outcome").asText())
        .containsExactly("rto-50", "rto-80", "rto-100");
    for (JsonNode warning : warnings) {
      int percent = warning.at("/details/percent").asInt();
      assertThat(at(warning))
          .isBetween(due(detected, percent), due(detected, percent).plus(ON_TIME))
          .isBetween(at(began.get(0)), at(ended.get(0)));
    }
  }

  private static boolean metAHeartbeat(Throwable refused) {
    return String.valueOf(refused.getMessage()).contains("OptimisticLockingException");
  }

  /** A mail with these words is there in time, and the restore still runs. */
  private static void warned(Instant detected, int percent, String words) {
    Instant latest = due(detected, percent).plus(ON_TIME);
    Awaitility.await()
        .atMost(RTO.plus(ON_TIME))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                Arrays.stream(shop.mail().getReceivedMessages())
                    .anyMatch(mail -> subject(mail).contains(words)));
    assertThat(Instant.now()).isBefore(latest);
    assertThat(shop.recovered()).startsWith("drb_").doesNotContain("shop");
  }

  private static String subject(jakarta.mail.internet.MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant due(Instant detected, int percent) {
    return detected.plus(RTO.multipliedBy(percent).dividedBy(100));
  }

  private static Instant at(JsonNode entry) {
    return Instant.parse(entry.path("at").asText());
  }

  private static ProcessHandle awaitCopying() {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                ProcessHandle.current()
                    .descendants()
                    .filter(
                        child ->
                            child
                                .info()
                                .command()
                                .filter(command -> command.endsWith("/pg_restore"))
                                .isPresent())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
