package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Readiness in the running product, on real servers; each test goes on where the last one ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadinessIT {
  private static final Map<String, Integer> SEEN = new HashMap<>();
  private static ShopBed shop;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h").serve(1);
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  @Order(1)
  void aNewPlanIsCheckedByItselfAndWhatIsMissingIsToldOnce() {
    awaitState("not-ready");
    assertThat(why()).contains("source db: is within its RPO: no usable recovery point holds it");
    assertThat(subjects("bad")).containsExactly("source db");
    awaitMail("shop: NOT READY, a recovery would fail");
    shop.backup();
    checkByHand();
    assertThat(readiness().path("state").asText()).isEqualTo("needs-verification");
    awaitMail("shop: NEEDS VERIFICATION, no check fails any more");
  }

  @Test
  @Order(2)
  void aDrillThatPassesVerifiesIt() {
    JsonNode drill = shop.ended(shop.start("oncall", "drills", Map.of()));
    assertThat(drill.at("/run/verdict").asText()).isEqualTo("succeeded");
    JsonNode readiness = readiness();
    assertThat(readiness.path("state").asText())
        .as(readiness.toPrettyString())
        .isEqualTo("verified");
    assertThat(readiness.at("/provenBy/runId").asText()).isEqualTo(drill.at("/run/id").asText());
    checkByHand();
    awaitMail("shop: VERIFIED");
    assertThat(shop.as("auditor").get("/api/v1/systems/shop").at("/readiness/state").asText())
        .isEqualTo("verified");
    awaitMetric("2.0");
    assertThat(subjects("bad")).isEmpty();
  }

  @Test
  @Order(3)
  void checksThatFindNothingNewAreNoRunsAndTellNobody() {
    int mails = mails().size();
    int runs = runs().size();
    String checked = readiness().path("checkedAt").asText();
    startByTimer();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !readiness().path("checkedAt").asText().equals(checked));
    String quiet = readiness().path("checkRun").asText();
    assertThat(shop.as("auditor").tryGet("/api/v1/runs/" + quiet).status()).isEqualTo(404);
    assertThat(runs()).hasSize(runs);
    assertThat(mails()).hasSize(mails);
  }

  @Test
  @Order(4)
  void aChangedPasswordIsFoundByTheNextCheckAndAMailSaysSo() {
    shop.production().sql("postgres", "alter role backup password 'changed'");
    startByTimer();
    awaitMail("shop: NOT READY, a recovery would fail");
    assertThat(readiness().path("state").asText()).isEqualTo("not-ready");
    assertThat(subjects("bad")).containsExactly("source db");
    awaitMetric("0.0");
    JsonNode run = shop.ended(readiness().path("checkRun").asText());
    assertThat(run.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(run.at("/run/kind").asText()).isEqualTo("readiness");
    int mails = mails().size();
    checkByHand();
    assertThat(mails()).as("told once").hasSize(mails);
  }

  @Test
  @Order(5)
  void byHandADrillNeedsAnOverrideWithAReasonAndSaysSoInItsVerdict() {
    Client.Answer refused = shop.as("oncall").tryPost("/api/v1/systems/shop/drills", Map.of());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("code").asText()).isEqualTo("NOT_ALLOWED");
    assertThat(refused.body().path("hint").asText()).contains("source db", "--override --reason");
    Client.Answer byRest =
        shop.as("oncall")
            .tryPost(
                "/engine-rest/process-definition/key/run-drill/start",
                Map.of("variables", Map.of("system", Map.of("value", "shop"))));
    assertThat(byRest.status()).as("no way around by REST").isGreaterThanOrEqualTo(400);
    JsonNode drill =
        shop.ended(
            shop.start("oncall", "drills", Map.of("overrideReason", "the auditor waits for it")));
    assertThat(drill.at("/run/verdict").asText()).isEqualTo("succeeded-with-overrides");
    assertThat(outcomes(drill)).contains("PLAN NOT READY", "override");
    assertThat(drill.toString()).contains("the auditor waits for it");
  }

  @Test
  @Order(6)
  void whenThePasswordIsRightAgainPeopleAreTold() {
    shop.production().sql("postgres", "alter role backup password 'backup-secret'");
    startByTimer();
    awaitMail("shop: NEEDS VERIFICATION, no check fails any more");
    assertThat(why()).anySatisfy(it -> assertThat(it).contains("succeeded-with-overrides"));
    shop.ended(shop.start("oncall", "drills", Map.of()));
    awaitState("verified");
  }

  @Test
  @Order(7)
  void aChangeOfPlanOrRunbookTakesTheProofAwayAtOnceAndIsToldByItself() throws Exception {
    checkByHand();
    awaitMail("shop: VERIFIED");
    shop.changePlan("daily: 14", "daily: 15");
    awaitState("needs-verification");
    assertThat(why()).containsExactly("the plan changed since the last drill that passed");
    awaitMail("shop: NEEDS VERIFICATION, a recovery is not proven");
    shop.changePlan("daily: 15", "daily: 14");
    awaitState("verified");
    shop.server()
        .getBean(ProcessEngine.class)
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "processes/other.bpmn",
            Bpmn.createExecutableProcess("other").startEvent().endEvent().done())
        .deploy();
    awaitState("needs-verification");
    assertThat(why()).containsExactly("a runbook changed since the last drill that passed");
  }

  @Test
  @Order(8)
  @Tag("long")
  void theScheduleItselfFindsAChangedPasswordWithinOnePeriod() throws Exception {
    shop.changePlan("schedule: off", "schedule: \"* * * * *\"");
    shop.production().sql("postgres", "alter role backup password 'changed'");
    awaitMail("shop: NOT READY, a recovery would fail");
    shop.production().sql("postgres", "alter role backup password 'backup-secret'");
    awaitMail("shop: NEEDS VERIFICATION, no check fails any more");
    assertThat(readiness().path("schedule").asText()).isEqualTo("* * * * *");
  }

  @Test
  @Order(9)
  void anIncidentAlwaysStartsAndItsRecordAndFormsSayWhatWasNotReady() {
    shop.haproxy().kill();
    checkByHand();
    assertThat(subjects("bad")).containsExactly("cutover 1 haproxy");
    String runId = shop.start("oncall", "incidents", Map.of("scenario", "database-corruption"));
    String task = shop.as("oncall").task(runId, "userTask_assessScope");
    assertThat(shop.as("oncall").text("/engine-rest/task/" + task + "/variables/evidence"))
        .contains("PLAN NOT READY", "haproxy");
    assertThat(shop.lines(runId, "FACT", ""))
        .anySatisfy(line -> assertThat(line.path("outcome").asText()).isEqualTo("PLAN NOT READY"));
  }

  private static void startByTimer() {
    shop.server().getBean(StartReadinessCheck.class).start("shop", "timer:readiness");
  }

  private static void checkByHand() {
    JsonNode run = shop.ended(shop.start("oncall", "readiness", Map.of()));
    assertThat(run.at("/run/verdict").asText()).isEqualTo("succeeded");
  }

  private static JsonNode readiness() {
    return shop.as("auditor").get("/api/v1/systems/shop/readiness");
  }

  private static void awaitState(String state) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              JsonNode readiness = readiness();
              assertThat(readiness.path("state").asText())
                  .as(readiness.toPrettyString())
                  .isEqualTo(state);
            });
  }

  private static List<String> why() {
    List<String> why = new ArrayList<>();
    readiness().path("why").forEach(it -> why.add(it.asText()));
    return why;
  }

  private static List<String> subjects(String grade) {
    List<String> subjects = new ArrayList<>();
    for (JsonNode finding : readiness().path("checks")) {
      if (grade.equals(finding.path("grade").asText())) {
        subjects.add(finding.path("subject").asText());
      }
    }
    return subjects;
  }

  private static List<String> outcomes(JsonNode timeline) {
    List<String> outcomes = new ArrayList<>();
    timeline.path("record").forEach(it -> outcomes.add(it.at("/entry/outcome").asText()));
    return outcomes;
  }

  private static List<JsonNode> runs() {
    List<JsonNode> runs = new ArrayList<>();
    shop.as("auditor").get("/api/v1/runs?kind=readiness").path("runs").forEach(runs::add);
    return runs;
  }

  /** Figures are at most five seconds old. */
  private static void awaitMetric(String state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(metric()).isEqualTo(state));
  }

  private static String metric() {
    return shop.as("auditor")
        .text("/actuator/prometheus")
        .lines()
        .filter(line -> line.startsWith("drillbook_readiness{"))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("none");
  }

  /** Waits for one more mail that begins so. */
  private static void awaitMail(String subject) {
    int before = SEEN.getOrDefault(subject, 0);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(count(subject)).as("%s in %s", subject, mails()).isGreaterThan(before));
    SEEN.put(subject, count(subject));
  }

  private static int count(String subject) {
    return (int) mails().stream().filter(mail -> mail.startsWith(subject)).count();
  }

  /** The subjects of the mails to on-call. */
  private static List<String> mails() {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage message : shop.mail().getReceivedMessages()) {
      try {
        // The owner gets the same in a mail of their own.
        if (message.getAllRecipients()[0].toString().equals("oncall@example.com")) {
          subjects.add(message.getSubject());
        }
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
    return subjects;
  }
}
