package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.testbed.Forwarder;
import io.drillbook.testbed.WebhookServer;
import io.drillbook.usecase.readiness.NoticeSilence;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Schedules in the running product: timers that fire, one watch each, a ledger, and the alarms for
 * what was missed and for silence.
 */
@TestMethodOrder(OrderAnnotation.class)
class SchedulesIT {
  private static final String BACKUP = "schedule:shop:backup";
  private static final String CHECK = "schedule:shop:check";
  private static final String EXPIRY = "schedule:shop:expiry";
  private static final String DRILL = "schedule:shop:drill:weekly";

  private static ShopBed shop;
  private static WebhookServer outside;

  @BeforeAll
  static void start() throws Exception {
    outside = new WebhookServer();
    shop = new ShopBed("1h");
    String url = shop.secretFile("outside", outside.url("/alive"));
    shop.configure("dead-man: { url: \"" + url + "\", every: 1s }\n");
    shop.serve();
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      shop.close();
      outside.close();
    } finally {
      ClockUtil.reset();
    }
  }

  @Test
  @Order(1)
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
    assertThat(shop.home().resolve("var/plans-in-force")).content().startsWith("shop ");
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

  /** The plan's backup is hourly, and the server is down for five hours of the clock. */
  @Test
  @Order(2)
  void fiveMissedPeriodsAreFiveRowsOneCatchUpAndOneAlertAndASilentScheduleIsNoticed()
      throws Exception {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> outside.asked().contains("GET /alive"));
    shop.changePlan("  schedule: \"* * * * *\"\n  vaults", "  schedule: \"0 * * * *\"\n  vaults");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(dueAt(BACKUP).getEpochSecond() % 3600).isZero());
    Instant first = dueAt(BACKUP);
    shop.server().close();
    Instant now = first.plus(Duration.ofHours(4)).plus(Duration.ofMinutes(20));
    Duration down = Duration.between(Instant.now(), now);
    Later.ahead = down;
    ClockUtil.offset(down.toMillis());
    int signals = outside.asked().size();
    shop.serve(Later.class);

    List<DueTime> rows =
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> ledger("backup").stream().filter(it -> !it.dueAt().isBefore(first)).toList(),
                all -> all.size() == 5);
    assertThat(rows).extracting(DueTime::outcome).containsOnly(DueOutcome.MISSED);
    assertThat(rows).extracting(DueTime::dueAt).contains(first, first.plusSeconds(4 * 3600));
    assertThat(rows).filteredOn(row -> row.runId().isPresent()).containsExactly(rows.get(0));
    String run = rows.get(0).runId().orElseThrow();
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("succeeded");
    mailed("shop: 5 due times of the backup MISSED, being made good", 1);
    JsonNode shown = shop.as("auditor").get("/api/v1/schedules?system=shop").at("/schedules/0");
    assertThat(shown.path("schedule").asText()).isEqualTo("backup");
    assertThat(shown.at("/ledger/0/outcome").asText()).isEqualTo("missed");
    assertThat(shown.at("/ledger/0/run").asText()).isEqualTo(run);
    assertThat(metric("drillbook_schedule_missed_total", "schedule=\"backup\""))
        .isGreaterThanOrEqualTo(5);

    NoticeSilence silence = shop.server().getBean(NoticeSilence.class);
    for (int look = 0; look < 3; look++) {
      assertThat(silence.look(true))
          .extracting(it -> it.work().schedule())
          .containsExactly("drill:weekly");
    }
    mailed("shop: the schedule of the drill 'weekly' is SILENT", 1);
    assertThat(outside.asked()).as("no sign of life while a schedule is silent").hasSize(signals);
    suspend(DRILL, false);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> outside.asked().size() > signals);
    assertThat(silence.look(true)).isEmpty();
  }

  /** Goes on where the test before ended: there is a recovery point, and the sandbox is empty. */
  @Test
  @Order(3)
  void aFailedDrillOpensAFindingThatAPassedOneClosesAndNobodysDataIsASandbox() throws Exception {
    shop.changePlan("weekly: { schedule: \"* * * * *\"", "weekly: { schedule: \"0 4 * * 0\"");
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> shop.as("admin").get(OPEN_DRILLS).path("count").asInt() == 0);
    shop.recovery().sql("postgres", "create database shop_drill");
    shop.recovery().sql("shop_drill", "create table precious (id int)");
    String failed = drill();
    assertThat(shop.ended(failed).at("/run/verdict").asText()).isEqualTo("failed");
    JsonNode finding = findings("").get(0);
    assertThat(finding.path("step").asText()).isEqualTo("serviceTask_checkTarget");
    assertThat(finding.path("severity").asText()).isEqualTo("incident");
    assertThat(finding.path("owner").asText()).isEqualTo("owner@example.com");
    assertThat(finding.path("run").asText()).isEqualTo(failed);
    assertThat(metric("drillbook_findings_open", "shop")).isEqualTo(1);
    assertThat(shop.recovery().query("shop_drill", "select count(*) from precious")).isEqualTo("0");

    shop.recovery().sql("shop_drill", "drop table precious");
    JsonNode assisted = shop.ended(drill());
    assertThat(assisted.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(facts(assisted)).contains("assisted", "keys exercised", "sandbox is gone");
    assertThat(detail(assisted, "keys exercised", "opened with")).isEqualTo("ops");
    assertThat(detail(assisted, "keys exercised", "private half elsewhere, not exercised"))
        .isEqualTo("escrow");
    assertThat(findings("")).isEmpty();
    assertThat(findings("&closed=true").get(0).path("closedBy").asText())
        .isEqualTo(assisted.at("/run/id").asText());

    try (Forwarder otherAddress = new Forwarder(shop.recovery().port())) {
      String url = "postgresql://127.0.0.1:" + otherAddress.port() + "/shop_drill";
      Path other = shop.home().resolve("config/plans/other.yaml");
      Files.writeString(
          other,
          """
          system: other
          owner: other@example.com
          objectives: { rto: 1h, rpo: 24h }
          sources:
            db: { kind: postgresql, url: "%s", username: postgres, password: "${file:%s/admin.secret}" }
          backup: { vaults: [primary], encrypt-to: [ops, escrow], sign-with: signer }
          """
              .formatted(url, shop.home()));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> shop.as("auditor").get("/api/v1/systems").toString().contains("other"));
      JsonNode refused = shop.ended(drill());
      assertThat(refused.at("/run/verdict").asText()).isEqualTo("failed");
      assertThat(findings("").get(0).path("what").asText())
          .contains("unable to rehearse in the source db of the system 'other'");
      Files.delete(other);
    }
  }

  private static final String OPEN_DRILLS =
      "/engine-rest/process-instance/count?processDefinitionKey=run-drill";

  private static String drill() {
    return shop.start("oncall", "drills", Map.of());
  }

  private static List<JsonNode> findings(String query) {
    List<JsonNode> all = new ArrayList<>();
    shop.as("auditor")
        .get("/api/v1/findings?system=shop" + query)
        .path("findings")
        .forEach(all::add);
    return all;
  }

  private static List<String> facts(JsonNode timeline) {
    List<String> facts = new ArrayList<>();
    timeline.path("record").forEach(line -> facts.add(line.at("/entry/outcome").asText()));
    return facts;
  }

  private static String detail(JsonNode timeline, String fact, String key) {
    for (JsonNode line : timeline.path("record")) {
      if (line.at("/entry/outcome").asText().equals(fact)) {
        return line.at("/entry/details").path(key).asText();
      }
    }
    throw new AssertionError("no fact " + fact);
  }

  /** The server's clock: some hours ahead. */
  @Configuration(proxyBeanMethods = false)
  static class Later {
    static volatile Duration ahead = Duration.ZERO;

    @Bean
    @Primary
    Clock later() {
      return Clock.offset(Clock.systemUTC(), ahead);
    }
  }

  private static void mailed(String subject, int times) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(
                        Stream.of(shop.mail().getReceivedMessages())
                            .filter(it -> subject.equals(subject(it)))
                            .map(it -> to(it))
                            .distinct())
                    .contains("oncall@example.com"));
    assertThat(
            Stream.of(shop.mail().getReceivedMessages())
                .filter(it -> subject.equals(subject(it)) && to(it).equals("oncall@example.com")))
        .hasSize(times);
  }

  private static String subject(MimeMessage mail) {
    try {
      return mail.getSubject();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String to(MimeMessage mail) {
    try {
      return mail.getAllRecipients()[0].toString();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double metric(String name, String label) {
    return shop.as("admin")
        .text("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
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
    suspend(key, true);
  }

  private static void suspend(String key, boolean suspended) {
    Client.Answer answer =
        shop.as("admin")
            .put(
                "/engine-rest/process-instance/" + instance(key) + "/suspended",
                Map.of("suspended", suspended));
    assertThat(answer.status()).isEqualTo(204);
  }
}
