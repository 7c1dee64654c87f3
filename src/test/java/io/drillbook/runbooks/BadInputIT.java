package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad input through the whole product: each gives one clear error with a hint, a failed run with
 * its record, an alert, and changes nothing that was good before.
 */
class BadInputIT extends BadInputBed {
  @ParameterizedTest
  @CsvSource({
    "wrong-password, CREDENTIALS_REFUSED",
    "no-server, SOURCE_UNREACHABLE",
    "nothing, CAPTURE_FAILED",
    "blind, PERMISSION_DENIED",
    "full-disk, DISK_FULL"
  })
  void aBackupThatCannotBeTakenFailsWithItsRecordAndAnAlert(String system, String code)
      throws Exception {
    assumeTrue(diskIsSmall || !system.equals("full-disk"), "mounting a small disk needs root");
    Map<String, Long> before = vault();
    String run = shop.startFor(system, "oncall", "backups", Map.of());
    assertFailedBackup(system, run, code);
    assertThat(points(system)).isEmpty();
    assertThat(vault()).isEqualTo(before);
    try (Stream<Path> small = Files.walk(shop.home().resolve("small"))) {
      assertThat(small.filter(BadInputBed::isOfBackups)).isEmpty();
    }
  }

  @Test
  void aDumpThatIsKilledOnItsWayFailsTheBackupAndLeavesNothing() throws Exception {
    Map<String, Long> before = vault();
    String run = shop.startFor("killed", "oncall", "backups", Map.of());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> dumps().filter(ProcessHandle::destroyForcibly).count() > 0);
    assertFailedBackup("killed", run, "CAPTURE_FAILED");
    assertThat(points("killed")).isEmpty();
    assertThat(vault()).isEqualTo(before);
    assertThat(dumps()).isEmpty();
  }

  @Test
  void aRunWhoseSystemHasNoPlanAnyLongerCanStillBeEnded() throws Exception {
    String system = "taken-away";
    String run = shop.startFor(system, "oncall", "incidents", Map.of("scenario", "server-failure"));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> waiting(system) > 0);
    Files.delete(shop.home().resolve("config/plans/taken-away.yaml"));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !systems().toString().contains(system));
    deleteInTheEngine(run);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("abandoned");
    assertThat(timeline.toString()).contains("RPO is not judged");
  }

  @Test
  void olderPointsOutliveABackupThatFails() throws Exception {
    String system = "lost-access";
    JsonNode first = shop.ended(shop.startFor(system, "oncall", "backups", Map.of()));
    assertThat(first.at("/run/verdict").asText()).isEqualTo("succeeded");
    Map<String, Long> before = vault();
    List<String> points = points(system);
    secret("changing", "changed by somebody");
    assertFailedBackup(
        system, shop.startFor(system, "oncall", "backups", Map.of()), "CREDENTIALS_REFUSED");
    assertThat(points(system)).isEqualTo(points).hasSize(1);
    assertThat(vault()).isEqualTo(before);
  }

  @Test
  void aSourceThatDoesNotAnswerIsTriedThreeTimesAndTheOtherOnesMembersAreRemoved()
      throws Exception {
    Map<String, Long> before = vault();
    JsonNode timeline = shop.ended(shop.startFor("half", "oncall", "backups", Map.of()));
    List<String> attempts = new ArrayList<>();
    for (JsonNode line : timeline.path("record")) {
      JsonNode entry = line.path("entry");
      if ("serviceTask_captureSource".equals(entry.path("step").asText())
          && List.of("ATTEMPT_ENDED", "ATTEMPT_FAILED").contains(entry.path("kind").asText())) {
        attempts.add(
            entry.at("/details/subject").asText()
                + " "
                + entry.path("attempt").asInt()
                + " "
                + entry.path("outcome").asText());
      }
    }
    assertThat(attempts)
        .as(timeline.path("record").toPrettyString())
        .containsExactlyInAnyOrder(
            "db 1 done",
            "other 1 SOURCE_UNREACHABLE",
            "other 2 SOURCE_UNREACHABLE",
            "other 3 SOURCE_UNREACHABLE");
    assertThat(points("half")).isEmpty();
    assertThat(vault()).isEqualTo(before);
  }

  @Test
  void aShortStepThatFailsAgainAndAgainCallsPeople() throws Exception {
    DataSource database = shop.server().getBean(DataSource.class);
    String run;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table recovery_point rename to hidden_point");
      try {
        run = shop.startFor("shop", "oncall", "backups", Map.of());
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> mails().stream().anyMatch(mail -> mail.contains("RUN STANDS STILL")));
      } finally {
        statement.execute("alter table hidden_point rename to recovery_point");
      }
    }
    deleteInTheEngine(run);
    assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("abandoned");
  }

  @Test
  void aTargetThatHoldsDataIsRefused() {
    assertFailedRestore("shop", good, "filled", "TARGET_NOT_EMPTY", "serviceTask_checkTarget");
  }

  @Test
  void productionByAnotherAddressIsRefused() {
    assertFailedRestore("shop", good, "twin", "TARGET_IS_PRODUCTION", "serviceTask_checkTarget");
  }

  @Test
  void aFlippedBitIsFoundBeforeAnythingIsRestored() throws Exception {
    Path member = member(flipped);
    try (RandomAccessFile file = new RandomAccessFile(member.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }
    assertFailedRestore(
        "shop", flipped, "fresh", "CHECKSUM_MISMATCH", "serviceTask_verifyRecoveryPoint");
  }

  @Test
  void aTruncatedMemberIsFoundBeforeAnythingIsRestored() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(member(cut).toFile(), "rw")) {
      file.setLength(file.length() - 7);
    }
    assertFailedRestore(
        "shop", cut, "fresh", "CHECKSUM_MISMATCH", "serviceTask_verifyRecoveryPoint");
  }

  @Test
  void aPointThatNoPrivateKeyOfThisServerOpensIsRefusedAtOnce() {
    shop.ended(shop.startFor("no-key", "oncall", "backups", Map.of()));
    String point = points("no-key").get(0);
    assertFailedRestore(
        "no-key", point, "standby", "KEY_MISSING", "serviceTask_verifyRecoveryPoint");
  }

  @Test
  void aBrokenPlanIsReportedAndTheLastGoodOneStaysInForce() throws Exception {
    Path plans = shop.home().resolve("config/plans");
    String goodPlan = Files.readString(plans.resolve("shop.yaml"));
    String digest = digest();
    Files.writeString(plans.resolve("shop.yaml"), goodPlan + "retentoin: { daily: 1 }\n");
    assertProblem("retentoin");
    assertThat(digest()).isEqualTo(digest);
    Files.writeString(plans.resolve("shop.yaml"), goodPlan);
    assertNoProblem();

    Files.writeString(plans.resolve("shop2.yaml"), goodPlan);
    assertProblem("shop2.yaml");
    assertThat(digest()).isEqualTo(digest);
    Files.delete(plans.resolve("shop2.yaml"));
    assertNoProblem();
    assertThat(digest()).isEqualTo(digest);
  }

  private static void assertFailedBackup(String system, String run, String code) {
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("failed");
    assertClear(run, code, "serviceTask_captureSource");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> mails().stream().anyMatch(s -> s.startsWith(system + ": BACKUP FAILED")));
  }

  /** The run waits for a person, who was told; then it is given up, and nothing has changed. */
  private static void assertFailedRestore(
      String system, String point, String target, String code, String step) {
    String recovered = shop.recovered();
    String precious = shop.recovery().digests("filled");
    String production = shop.production().digests("shop");
    long told = waiting(system);
    String run =
        shop.startFor(system, "oncall", "restores", Map.of("point", point, "target", target));
    new Incidents(shop).abandon(run);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("abandoned");
    assertClear(run, code, step);
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> waiting(system) > told);
    assertThat(shop.lines(run, "ATTEMPT_BEGAN", "serviceTask_restoreSource")).isEmpty();
    assertThat(shop.recovered()).isEqualTo(recovered);
    assertThat(shop.recovery().digests("filled")).isEqualTo(precious);
    assertThat(shop.production().digests("shop")).isEqualTo(production);
  }

  private static void assertClear(String run, String code, String step) {
    List<JsonNode> failures = shop.lines(run, "ATTEMPT_FAILED", step);
    assertThat(failures).isNotEmpty();
    JsonNode last = failures.get(failures.size() - 1);
    assertThat(last.path("outcome").asText()).as("%s", last).isEqualTo(code);
    assertThat(last.at("/details/reason").asText())
        .startsWith("unable to ")
        .contains(" HINT: ")
        .doesNotContain("backup-secret", "not-the-password", "Exception");
  }

  private static void assertProblem(String words) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> systems().path("problems").toString(), said -> said.contains(words));
  }

  private static void assertNoProblem() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> systems().path("problems").isEmpty());
  }
}
