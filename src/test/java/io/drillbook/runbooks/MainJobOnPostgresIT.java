package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With PostgreSQL as the engine's database. */
class MainJobOnPostgresIT extends MainJob {
  MainJobOnPostgresIT() throws Exception {
    super(ShopBed.Variant.ON_POSTGRES);
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
    JsonNode incident = evidence.good(newest("incident"));
    assertThat(incident.at("/approvals/0/votes/0/person").asText()).isEqualTo("approver");
    assertThat(incident.at("/results/rtoMet").asBoolean()).isTrue();
    assertThat(incident.path("deviations").findValuesAsText("kind")).contains("refused");
    assertThat(incident.at("/basis/models").size()).isGreaterThan(3);
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

  private String newest(String kind) {
    return shop.as("auditor").get("/api/v1/runs?kind=" + kind).at("/runs/0/id").asText();
  }
}
