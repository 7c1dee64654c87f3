package io.drillbook.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.ProgressStore.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class ApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ApiBed bed = new ApiBed();

  @BeforeEach
  void fill() {
    bed.points.add(point("20261121T090000Z-aaaaaa", PointState.SEALED, "2026-11-21T09:00:05Z"));
    bed.points.add(point("20261121T080000Z-bbbbbb", PointState.PROVEN, "2026-11-21T08:00:05Z"));
    bed.points.add(point("20261121T070000Z-cccccc", PointState.BROKEN, "2026-11-21T07:00:05Z"));
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  private static CatalogPoint point(String id, PointState state, String dataTime) {
    Instant at = Instant.parse(dataTime);
    return new CatalogPoint(
        "shop",
        id,
        "backup-" + id,
        at,
        Optional.of(at),
        state,
        List.of("primary"),
        2048,
        Map.of("db", at));
  }

  /** The points hold the database only, unless a test asks for all. */
  private void fillWhole() {
    bed.points.replaceAll(
        it ->
            new CatalogPoint(
                it.system(),
                it.point(),
                it.runId(),
                it.startedAt(),
                it.sealedAt(),
                it.state(),
                it.vaults(),
                it.storedBytes(),
                Map.of(
                    "db", it.startedAt(),
                    "media", it.startedAt(),
                    "config", it.startedAt(),
                    "modules", it.startedAt())));
  }

  private JsonNode ask(MockHttpServletRequestBuilder request, int status) throws Exception {
    MockHttpServletResponse response =
        bed.mvc
            .perform(
                request
                    .contentType("application/json")
                    .principal(() -> "olga")
                    .with(
                        it -> {
                          it.addUserRole(bed.group);
                          it.setRemoteUser("olga");
                          return it;
                        }))
            .andReturn()
            .getResponse();
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(status);
    if (status >= 400) {
      assertThat(response.getContentType()).startsWith("application/problem+json");
    }
    return JSON.readTree(response.getContentAsString());
  }

  @Test
  void aBackupStartsInTheNameOfWhoAsks() throws Exception {
    String runId = ask(post("/api/v1/systems/shop/backups"), 202).path("runId").asText();
    assertThat(runId).matches("backup-20261121T100000Z-[0-9a-f]{6}");
    assertThat(bed.started)
        .containsExactly(
            new ApiBed.Started("take-backup", runId, Map.of("system", "shop"), "olga"));
  }

  @Test
  void auditorsStartNothing() throws Exception {
    bed.group = "auditors";
    for (String what : List.of("backups", "drills")) {
      assertThat(ask(post("/api/v1/systems/shop/" + what), 403).path("code").asText())
          .isEqualTo("NOT_ALLOWED");
    }
    ask(post("/api/v1/systems/shop/incidents").content("{\"scenario\":\"server-failure\"}"), 403);
    ask(
        post("/api/v1/systems/shop/restores")
            .content("{\"point\":\"20261121T090000Z-aaaaaa\",\"target\":\"standby\"}"),
        403);
    assertThat(bed.started).isEmpty();
    ask(get("/api/v1/systems"), 200);
  }

  @Test
  void aRestoreNeedsAUsablePointAndATargetThatIsNotProduction() throws Exception {
    fillWhole();
    String path = "/api/v1/systems/shop/restores";
    ask(post(path).content("{\"point\":\"20261121T090000Z-aaaaaa\",\"target\":\"standby\"}"), 202);
    assertThat(bed.started.get(0).variables())
        .isEqualTo(
            Map.of("system", "shop", "point", "20261121T090000Z-aaaaaa", "target", "standby"));
    bed.started.clear();
    JsonNode production =
        ask(post(path).content("{\"point\":\"20261121T090000Z-aaaaaa\",\"target\":\"home\"}"), 409);
    assertThat(production.path("code").asText()).isEqualTo("TARGET_IS_PRODUCTION");
    assertThat(production.path("hint").asText()).contains("declare an incident");
    for (String point : List.of("20261121T070000Z-cccccc", "nothing")) {
      assertThat(
              ask(post(path).content("{\"point\":\"" + point + "\",\"target\":\"standby\"}"), 404)
                  .path("code")
                  .asText())
          .isEqualTo("POINT_UNKNOWN");
    }
    ask(post(path).content("{\"point\":\"20261121T090000Z-aaaaaa\",\"target\":\"moon\"}"), 404);
    ask(post(path).content("{\"target\":\"standby\"}"), 400);
    ask(post(path).content("{"), 400);
    ask(
        post(path)
            .content(
                "{\"point\":\"20261121T090000Z-aaaaaa\",\"target\":\"standby\","
                    + "\"source\":\"media\"}"),
        400);
    assertThat(bed.started).isEmpty();
  }

  @Test
  void aTimeChoosesTheNewestPointFromBeforeItAndIsKeptWithoutAZone() throws Exception {
    fillWhole();
    restore("\"until\":\"2026-11-21 10:30:00\"", 202);
    restore("\"until\":\"2026-11-21T09:00:05Z\"", 202);
    restore("\"until\":\"latest\"", 202);
    restore("\"until\":\"name:before\",\"point\":\"20261121T080000Z-bbbbbb\"", 202);
    assertThat(bed.started)
        .extracting(it -> it.variables().get("point"), it -> it.variables().get("until"))
        .containsExactly(
            tuple("20261121T090000Z-aaaaaa", "2026-11-21T09:30:00Z"),
            tuple("20261121T080000Z-bbbbbb", "2026-11-21T09:00:05Z"),
            tuple("20261121T090000Z-aaaaaa", "latest"),
            tuple("20261121T080000Z-bbbbbb", "name:before"));
  }

  @Test
  void aTimeThatNoPointOrNoLogReachesIsRefusedAtOnce() throws Exception {
    JsonNode early = restore("\"until\":\"2026-11-21T07:30:00Z\"", 404);
    assertThat(early.path("code").asText()).isEqualTo("POINT_UNKNOWN");
    assertThat(early.path("hint").asText())
        .contains("20261121T080000Z-bbbbbb", "db as of 2026-11-21T08:00:05Z");
    JsonNode named =
        restore("\"until\":\"2026-11-21T08:30:00Z\",\"point\":\"20261121T090000Z-aaaaaa\"", 404);
    assertThat(named.path("hint").asText()).contains("Name no point");
    JsonNode future = restore("\"until\":\"2026-11-21T12:00:00Z\"", 400);
    assertThat(future.path("hint").asText()).contains("It is 2026-11-21T10:00:00Z now", "latest");
    assertThat(restore("\"until\":\"soon\"", 400).path("hint").asText()).contains("Europe/Berlin");
    JsonNode noLog =
        ask(
            post("/api/v1/systems/shop/restores")
                .content("{\"target\":\"home\",\"source\":\"media\",\"until\":\"latest\"}"),
            409);
    assertThat(noLog.path("code").asText()).isEqualTo("TARGET_IS_PRODUCTION");
    assertThat(bed.started).isEmpty();
  }

  @Test
  void whatLacksSomethingIsRestoredForAReasonOnlyOrInPart() throws Exception {
    String point = "\"point\":\"20261121T090000Z-aaaaaa\"";
    JsonNode lacking = restore(point, 400);
    assertThat(lacking.path("detail").asText()).contains("lacks 'config, media, modules'");
    assertThat(lacking.path("hint").asText()).contains("[db]", "--without-missing");
    assertThat(restore("\"until\":\"latest\",\"withoutReason\":\"x\"", 404).path("hint").asText())
        .as("a reason is given for a named point")
        .contains("20261121T090000Z-aaaaaa lacks config");
    assertThat(bed.started).isEmpty();
    restore(point + ",\"until\":\"latest\",\"withoutReason\":\" the disk died \"", 202);
    restore(point + ",\"source\":\"db\"", 202);
    assertThat(bed.started)
        .extracting(it -> it.variables().get("withoutReason"), it -> it.variables().get("until"))
        .containsExactly(tuple("the disk died", "latest"), tuple(null, null));
  }

  private JsonNode restore(String more, int status) throws Exception {
    return ask(
        post("/api/v1/systems/shop/restores").content("{\"target\":\"standby\"," + more + "}"),
        status);
  }

  @Test
  void aDrillTakesThePlansTargetAndScenario() throws Exception {
    ask(post("/api/v1/systems/shop/drills"), 202);
    assertThat(bed.started.get(0).variables())
        .isEqualTo(
            Map.of("system", "shop", "scenario", "database-corruption", "target", "sandbox"));
    ask(post("/api/v1/systems/shop/drills").content("{\"scenario\":\"server-failure\"}"), 202);
    assertThat(bed.started.get(1).variables()).containsEntry("scenario", "server-failure");
    ask(post("/api/v1/systems/shop/drills").content("{\"scenario\":\"flood\"}"), 404);
  }

  @Test
  void anIncidentCountsFromItsDetectionAndIsDeclaredOnce() throws Exception {
    String path = "/api/v1/systems/shop/incidents";
    ask(
        post(path)
            .content("{\"scenario\":\"server-failure\",\"detectedAt\":\"2026-11-21T09:41:00Z\"}"),
        202);
    assertThat(bed.started.get(0).process()).isEqualTo("recover-from-disaster");
    assertThat(bed.started.get(0).variables())
        .isEqualTo(
            Map.of(
                "system", "shop",
                "scenario", "server-failure",
                "detectedAt", "2026-11-21T09:41:00Z",
                "target", "standby"));
    ask(
        post(path)
            .content("{\"scenario\":\"server-failure\",\"detectedAt\":\"2026-11-21T11:00:00Z\"}"),
        400);
    bed.runs.put("incident-1", run("incident-1"));
    assertThat(
            ask(post(path).content("{\"scenario\":\"server-failure\"}"), 403).path("hint").asText())
        .contains("'incident-1' is open");
    assertThat(bed.started).hasSize(1);
  }

  static Run run(String id) {
    return new Run(
        id,
        RunKind.INCIDENT,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        Instant.parse("2026-11-21T09:00:00Z"),
        Instant.parse("2026-11-21T09:05:00Z"),
        "olga",
        Duration.ofHours(4),
        false,
        "d".repeat(64),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void statusShowsWhatWouldBeLost() throws Exception {
    bed.runs.put("incident-1", run("incident-1"));
    JsonNode shop = ask(get("/api/v1/systems/shop"), 200);
    assertThat(shop.path("newestPoint").path("point").asText())
        .isEqualTo("20261121T090000Z-aaaaaa");
    assertThat(shop.path("newestProven").path("point").asText())
        .isEqualTo("20261121T080000Z-bbbbbb");
    JsonNode db = shop.path("sources").path(0);
    assertThat(db.path("used").asText()).isEqualTo("PT59M55S");
    assertThat(db.path("left").asText()).isEqualTo("PT5S");
    assertThat(db.path("met").asBoolean()).isTrue();
    JsonNode media = shop.path("sources").path(1);
    assertThat(media.path("met").asBoolean()).as("nothing of it is safe").isFalse();
    assertThat(shop.path("nextDue").path("backup").asText()).isEqualTo("2026-11-21T11:00:00Z");
    assertThat(shop.path("nextDue").path("drill:weekly").asText())
        .isEqualTo("2026-11-22T03:00:00Z");
    assertThat(shop.path("openIncidents")).hasSize(1);
    assertThat(ask(get("/api/v1/systems/shoe"), 404).path("detail").asText())
        .isEqualTo("unable to find a plan for the system: 'shoe'");
    assertThat(ask(get("/api/v1/runs/none"), 404).path("hint").asText()).isNotEmpty();
  }

  @Test
  void aRunThatGoesOnTellsHowFarItIs() throws Exception {
    bed.runs.put("backup-9", openBackup("backup-9"));
    assertThat(ask(get("/api/v1/runs/backup-9"), 200).path("progress").isNull()).isTrue();
    bed.progress.add(new Progress("backup-9", "seal", "primary/db", 1, 600, 1000, ApiBed.NOW));

    JsonNode run = ask(get("/api/v1/runs/backup-9"), 200);
    assertThat(run.path("id").asText()).isEqualTo("backup-9");
    assertThat(run.path("progress").path("done").asLong()).isEqualTo(600);
    assertThat(run.path("progress").path("bytesPerSecond").asLong()).isEqualTo(10);
    assertThat(run.path("progress").path("left").asText()).isEqualTo("PT40S");
    assertThat(ask(get("/api/v1/runs/backup-9/progress"), 200).path("summary"))
        .isEqualTo(run.path("progress"));
  }

  private static Run openBackup(String id) {
    Instant began = ApiBed.NOW.minusSeconds(60);
    return new Run(
        id,
        RunKind.BACKUP,
        "shop",
        Optional.empty(),
        began,
        began,
        "olga",
        Duration.ZERO,
        false,
        "d".repeat(64),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void vaultsAreTriedAndWhatIsMissingIsSaid() throws Exception {
    JsonNode vaults = ask(get("/api/v1/vaults"), 200).path("vaults");
    assertThat(vaults.path(0).path("ready").asBoolean()).isTrue();
    assertThat(vaults.path(0).path("abilities").path("conditional-create").asText())
        .isEqualTo("yes");
    assertThat(vaults.path(1).path("ready").asBoolean()).isFalse();
    assertThat(vaults.path(1).path("failures").path(0).asText()).startsWith("unable to");

    JsonNode shop = ask(get("/api/v1/systems/shop"), 200).path("vaults");
    assertThat(shop.findValuesAsText("vault")).containsExactly("primary", "offsite");
  }
}
