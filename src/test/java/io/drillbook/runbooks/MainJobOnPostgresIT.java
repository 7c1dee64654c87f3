package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.cli.Typed;
import io.drillbook.usecase.evidence.LookAfterAnchors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With PostgreSQL as the engine's database. */
class MainJobOnPostgresIT extends MainJob {
  private static final String RULE =
      """
      evidence:
        retain: 3650d
        anchor: { vaults: [primary, small], schedule: "0 1 * * *", sign-with: signer }
      """;

  private static final String TERMS =
      """
      evidence:
        risk-reference: BIA-7
        third-parties: [Hoster GmbH]
        scenarios:
          server-failure: { assumptions: [the second site is up] }
      drills:
        nightly:
          schedule: "0 4 * * 0"
          target: sandbox
          scenario: server-failure
          announced: false
          success-criteria: [every order is there]
      """;

  MainJobOnPostgresIT() throws Exception {
    super(ShopBed.Variant.ON_POSTGRES);
    Path server = shop.home().resolve("config/drillbook.yaml");
    Files.writeString(server, RULE, StandardOpenOption.APPEND);
    Path plan = shop.home().resolve("config/plans/shop.yaml");
    Files.writeString(plan, Files.readString(plan).replaceFirst("(?ms)^drills:.*?(?=^\\S)", ""));
    Files.writeString(plan, TERMS, StandardOpenOption.APPEND);
  }

  @Test
  @Order(5)
  void everyRunHasEvidenceThatHolds(@TempDir Path folder) throws Exception {
    EvidenceOfRuns evidence = new EvidenceOfRuns(shop, folder);
    Client auditor = shop.as("auditor");
    String point = auditor.get("/api/v1/systems/shop/points").at("/points/0/point").asText();
    String restore = shop.start("oncall", "restores", Map.of("point", point, "target", "sandbox"));
    shop.ended(restore);
    assertThat(evidence.good(restore).at("/run/evidenceKind").asText()).isEqualTo("restore-test");
    assertThat(evidence.good(newest("backup")).at("/recoveryPoints/0/use").asText())
        .isEqualTo("sealed");
    JsonNode drill = evidence.good(newest("drill"));
    assertThat(drill.path("cleanUp").isObject()).as("the sandbox is gone").isTrue();
    assertThat(drill.at("/recoveryPoints/0/members/0/storedSha256").asText()).hasSize(64);
    assertThat(drill.at("/run/announced").asText()).isEqualTo("false");
    assertThat(drill.at("/run/riskReference").asText()).isEqualTo("BIA-7");
    assertThat(drill.at("/testPlan/assumptions/0").asText()).isEqualTo("the second site is up");
    assertThat(drill.at("/testPlan/successCriteria/0").asText()).isEqualTo("every order is there");
    assertThat(drill.at("/scope/thirdParties/0").asText()).isEqualTo("Hoster GmbH");
    assertThat(drill.at("/retainUntil").asText()).startsWith("20");
    JsonNode incident = evidence.good(newest("incident"));
    assertThat(incident.at("/approvals/0/votes/0/person").asText()).isEqualTo("approver");
    assertThat(incident.at("/results/rtoMet").asBoolean()).isTrue();
    assertThat(incident.path("deviations").findValuesAsText("kind")).contains("refused");
    assertThat(incident.at("/basis/models").size()).isGreaterThan(3);
    assertThat(incident.at("/run/riskReference").asText()).isEqualTo("BIA-7");
    evidence.forged(newest("incident"));
  }

  @Test
  @Order(6)
  void theApiAnswersAsItIsDescribed() throws Exception {
    ApiAnswers api = new ApiAnswers(shop);
    String run = newest("incident");
    api.everyRouteIsDescribedAndNoOther();
    api.realAnswersFitTheirSchemas(run);
    api.everyErrorIsAProblemDocument();
    api.whatIsUnchangedIsNotSentAgain();
    api.listsComeInParts(run);
    api.theRecordIsHandedOverLineByLine();
  }

  @Test
  @Order(7)
  void theVaultAnchorsEveryRunAndNobodyTakesThatForASystem(@TempDir Path folder) throws Exception {
    EvidenceOfRuns evidence = new EvidenceOfRuns(shop, folder);
    LookAfterAnchors anchors = shop.server().getBean(LookAfterAnchors.class);
    assertThat(anchors.look().failed()).isEmpty();
    evidence.anchored(newest("incident"));
    JsonNode period = evidence.period();
    assertThat(period.at("/verdicts/drill/succeeded").asInt()).isPositive();
    assertThat(period.at("/verdicts/incident/succeeded").asInt()).isEqualTo(1);
    assertThat(period.at("/objectives/rtoMet").asInt()).isGreaterThan(1);
    Typed listed = Typed.of("rescue", "list", "--vault", shop.home().resolve("vault").toString());
    assertThat(listed.exit()).as(listed.all()).isZero();
    assertThat(listed.all()).contains("shop").doesNotContain("anchors");
    Typed checked = evidence.asAdministrator("catalog", "check", "--server", shop.address());
    assertThat(checked.exit()).as(checked.all()).isZero();
    assertThat(checked.all()).doesNotContain("_anchors/");
    assertThat(shop.as("auditor").text("/actuator/prometheus"))
        .contains("drillbook_anchor_failing{vault=\"primary\"} 0.0")
        .contains("drillbook_anchor_age_seconds{vault=\"small\"}")
        .contains("drillbook_records_changed 0.0");
  }

  @Test
  @Order(8)
  void afterTheEngineCleanedItsHistoryEverythingIsAsCompleteAsBefore(@TempDir Path folder)
      throws Exception {
    EvidenceOfRuns evidence = new EvidenceOfRuns(shop, folder);
    List<String> runs = List.of(newest("incident"), newest("drill"), newest("backup"));
    Map<String, JsonNode> packs = new java.util.LinkedHashMap<>();
    Map<String, String> timelines = new java.util.LinkedHashMap<>();
    for (String run : runs) {
      packs.put(run, evidence.said(run, "-before"));
      timelines.put(run, timeline(run));
    }
    new HistoryCleanUp(shop.server()).cleanEverythingThatEnded();
    for (String run : runs) {
      assertThat(evidence.said(run, "-after")).as(run).isEqualTo(packs.get(run));
      assertThat(timeline(run)).as(run).isEqualTo(timelines.get(run));
    }
    evidence.anchored(newest("incident"));
  }

  private String timeline(String run) {
    return shop.as("auditor").get("/api/v1/runs/" + run + "/timeline").path("steps").toString();
  }

  private String newest(String kind) {
    return shop.as("auditor").get("/api/v1/runs?kind=" + kind).at("/runs/0/id").asText();
  }
}
