package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.web.ApiBed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path temp;
  private final ApiBed bed = new ApiBed();
  private String out = "";
  private String err = "";

  @BeforeEach
  void logIn() {
    System.setProperty("DRILLBOOK_USER", "olga");
    System.setProperty("DRILLBOOK_PASSWORD", "secret");
    System.setProperty("XDG_CONFIG_HOME", temp.resolve("home").toString());
  }

  @AfterEach
  void logOut() {
    System.clearProperty("DRILLBOOK_USER");
    System.clearProperty("DRILLBOOK_PASSWORD");
    System.clearProperty("XDG_CONFIG_HOME");
    bed.close();
  }

  private int run(String... args) {
    StringWriter printed = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(printed));
    line.setErr(new PrintWriter(complained));
    int code = line.execute(args);
    out = printed.toString();
    err = complained.toString();
    return code;
  }

  private int ask(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--server";
    all[args.length + 1] = bed.address();
    return run(all);
  }

  @Test
  void withoutWordsItPrintsAShortHelp() {
    assertThat(run()).isZero();
    assertThat(out).contains("incident", "timeline", "evidence", "plan", "runbook", "rescue");
  }

  @Test
  void theBarSaysHowFastItIsAndWhatIsLeft() throws Exception {
    assertThat(
            RunWatch.inWords(
                new ObjectMapper()
                    .readTree(
                        "{\"subject\":\"db.0\",\"bytesPerSecond\":47185920,\"left\":\"PT80S\"}")))
        .isEqualTo("db.0, 45.0 MiB/s, 1m20s left");
    assertThat(
            RunWatch.inWords(
                new ObjectMapper().readTree("{\"subject\":\"db.0\",\"bytesPerSecond\":0}")))
        .isEqualTo("db.0, 0 B/s");
  }

  @Test
  void vaultsShowsWhatEachStoreDoesAndFailsWhereOneIsNotReady() {
    assertThat(ask("vaults")).isEqualTo(1);
    assertThat(out)
        .contains("conditional-create", "primary", "VAULT NOT READY 'offsite': unable to");
    assertThat(ask("vaults", "--json")).isEqualTo(1);
    assertThat(out).startsWith("{").contains("\"object-lock\" : \"no\"");
    assertThat(ask("status", "shop")).isZero();
    assertThat(out).contains("VAULT NOT READY 'offsite'");
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(run("backup")).isEqualTo(2);
    assertThat(err).startsWith("unable to understand the command: '").contains("\nHINT: ");
    assertThat(run("fly")).isEqualTo(2);
    assertThat(ask("incident", "declare", "shop")).isEqualTo(2);
    assertThat(ask("incident", "declare", "shop", "--scenario", "flood")).isEqualTo(2);
    assertThat(err).contains("unable to find the scenario: 'flood'");
    assertThat(ask("backup", "shoe")).isEqualTo(2);
  }

  @Test
  void aGuardsRefusalEndsWithThree() {
    bed.group = "auditors";
    assertThat(ask("backup", "shop")).isEqualTo(3);
    assertThat(err)
        .isEqualTo(
            """
            unable to start a backup as: 'olga'
            HINT: Only members of the group 'oncall' start runbooks.
            """);
    bed.group = "oncall";
    bed.points.add(point(PointState.SEALED));
    assertThat(ask("restore", "shop", "--point", "p1", "--target", "home")).isEqualTo(3);
    bed.loginWorks = false;
    assertThat(ask("status")).isEqualTo(3);
  }

  @Test
  void aServerThatIsNotThereEndsWithFour() {
    bed.close();
    assertThat(ask("status")).isEqualTo(4);
    assertThat(err)
        .startsWith("unable to reach the server: '" + bed.address() + "'\nHINT: ")
        .doesNotContain("at io.drillbook");
    assertThat(ask("--debug", "status")).isEqualTo(4);
    assertThat(err).contains("at io.drillbook.cli");
  }

  @Test
  void passwordsNeverCrossTheNetworkInClear() {
    assertThat(run("status", "--server", "http://192.0.2.1:8080")).isEqualTo(2);
    assertThat(err).contains("Plain http is for this machine only");
  }

  @Test
  void aTimeWithoutZoneIsMeantInThePlansZone() {
    assertThat(
            ask(
                "incident",
                "declare",
                "shop",
                "--scenario",
                "server-failure",
                "--detected-at",
                "2026-11-21T10:30"))
        .isZero();
    assertThat(bed.started.get(0).variables()).containsEntry("detectedAt", "2026-11-21T09:30:00Z");
    assertThat(out).isEqualTo(bed.started.get(0).runId() + "\n");
    assertThat(
            ask(
                "incident",
                "declare",
                "shop",
                "--scenario",
                "server-failure",
                "--detected-at",
                "10:30"))
        .isEqualTo(2);
  }

  @Test
  void jsonIsOneDocumentAndNothingElse() throws IOException {
    bed.points.add(point(PointState.PROVEN));
    finish("incident-1", Verdict.SUCCEEDED);
    for (List<String> verb :
        List.of(
            List.of("points", "shop", "--json"),
            List.of("status", "--json"),
            List.of("keys", "--json"),
            List.of("incident", "list", "--json"),
            List.of("timeline", "incident-1", "--json"))) {
      assertThat(ask(verb.toArray(String[]::new))).isZero();
      assertThat(new ObjectMapper().readTree(out).isObject()).isTrue();
      assertThat(err).isEmpty();
    }
    assertThat(new ObjectMapper().readTree(out).path("record")).hasSize(7);
  }

  @Test
  void theRecordIsPrintedLineByLineFromANumberOn() throws IOException {
    finish("incident-1", Verdict.SUCCEEDED);
    assertThat(ask("record", "export")).as(err).isZero();
    List<String> all = out.lines().toList();
    assertThat(all).hasSize(7);
    for (String line : all) {
      assertThat(new ObjectMapper().readTree(line).path("run").asText()).isEqualTo("incident-1");
    }
    assertThat(ask("record", "export", "--after", "5")).isZero();
    assertThat(out.lines().toList()).isEqualTo(all.subList(5, 7));
    assertThat(ask("record", "export", "--after", "7")).isZero();
    assertThat(out).isEmpty();
    assertThat(ask("record", "export", "--after", "-2")).isEqualTo(2);
    assertThat(err).contains("HINT: ");
  }

  @Test
  void aListOfManyPartsIsPrintedWhole() throws IOException {
    for (int i = 0; i < 2_500; i++) {
      bed.points.add(
          new CatalogPoint(
              "shop",
              "p" + i,
              "backup-1",
              ApiBed.NOW.minusSeconds(i),
              Optional.of(ApiBed.NOW),
              PointState.VERIFIED,
              List.of("primary"),
              10,
              Map.of("db", ApiBed.NOW)));
    }
    assertThat(ask("points", "shop", "--json")).as(err).isZero();
    assertThat(new ObjectMapper().readTree(out).path("points").findValuesAsText("point"))
        .hasSize(2_500)
        .doesNotHaveDuplicates();

    finish("incident-1", Verdict.SUCCEEDED);
    for (int i = 0; i < 2_500; i++) {
      bed.line("incident-1", Entries.fact(at(12), StepRef.wholeRun("Note"), "w", "" + i, Map.of()));
    }
    assertThat(ask("timeline", "incident-1", "--json")).as(err).isZero();
    JsonNode timeline = new ObjectMapper().readTree(out);
    assertThat(timeline.path("moments").findValuesAsText("number"))
        .hasSize(2_503)
        .doesNotHaveDuplicates();
    assertThat(timeline.path("steps")).hasSize(2);
    assertThat(timeline.path("record").findValuesAsText("number"))
        .hasSize(2_507)
        .doesNotHaveDuplicates();
  }

  @Test
  void keysTellWhatTheyAreForAndWhetherTheyOpenHere() {
    assertThat(ask("keys")).as(err).isZero();
    assertThat(out.lines().filter(line -> line.contains("| ops")))
        .singleElement()
        .asString()
        .contains("encrypts for shop", "never", "yes");
    assertThat(out.lines().filter(line -> line.contains("| escrow")))
        .singleElement()
        .asString()
        .contains("| no ");
  }

  @Test
  void theTimelineReadsWellAtThreeInTheMorning() {
    finish("incident-1", Verdict.SUCCEEDED);
    assertThat(ask("timeline", "incident-1")).as(err).isZero();
    assertThat(out)
        .contains("system    shop", "scenario  server-failure", "verdict   SUCCEEDED")
        .contains("detected  2026-11-21T10:00:00+01:00 (Europe/Berlin)")
        .contains("| 10:06:00 | +0:06:00 | Restore database  | worker-1 | 1   |")
        .contains("RESTORE_FAILED: the disk was full")
        .contains("| 2   |")
        .contains("detection to service confirmed  40m00s, RTO 4h00m00s met")
        .contains("lost of db                      30m00s of data, RPO 1h00m00s met")
        .as("one zone for all of it")
        .contains("data of Sat 21 Nov 09:30:00 CET")
        .doesNotContain("08:30:00Z");
    assertThat(ask("timeline", "none")).isEqualTo(2);
  }

  @Test
  void waitingEndsWithTheVerdict() {
    finish("backup-1", Verdict.SUCCEEDED);
    assertThat(new RunWatch(api(), "backup-1", new PrintWriter(new StringWriter())).await())
        .isZero();
    finish("backup-2", Verdict.FAILED);
    assertThat(new RunWatch(api(), "backup-2", new PrintWriter(new StringWriter())).await())
        .isEqualTo(1);
  }

  private ApiClient api() {
    return new ApiClient(
        java.net.URI.create(bed.address()), Optional.empty(), Credentials.basic("olga", "x"));
  }

  @Test
  void aLoginLeavesATokenThatOnlyItsOwnerReads() throws IOException {
    assertThat(ask("login")).as(err).isZero();
    Path file = temp.resolve("home/drillbook/token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    System.clearProperty("DRILLBOOK_PASSWORD");
    assertThat(ask("status")).isZero();
    assertThat(run("status", "--server", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(err).as("a token is for its own server only").contains("drillbook login");
  }

  @Test
  void initMakesAConfigurationThatPassesItsOwnCheckAndNeverOverwrites() throws IOException {
    String folder = temp.resolve("site/config").toString();
    assertThat(run("init", "--config", folder)).as(err).isZero();
    assertThat(run("plan", "check", folder)).as(err).isZero();
    assertThat(out).isEqualTo("Good: [shop]\n");
    assertThat(run("plan", "check", folder + "/plans")).as(err).isZero();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Path.of(folder, "keys/ops.private.asc"))))
        .isEqualTo("rw-------");
    byte[] key = Files.readAllBytes(Path.of(folder, "keys/ops.private.asc"));
    assertThat(run("init", "--config", folder)).isEqualTo(2);
    assertThat(err).contains("nothing was changed");
    assertThat(Files.readAllBytes(Path.of(folder, "keys/ops.private.asc"))).isEqualTo(key);
  }

  @Test
  void planCheckNamesFileAndLineAndEndsWithTwo() throws IOException {
    Path folder = temp.resolve("config");
    run("init", "--config", folder.toString());
    Path plan = folder.resolve("plans/shop.yaml");
    Files.writeString(
        plan, Files.readString(plan).replace("schedule: \"0 * * * *\"", "schedule: \"0 2 * * *\""));
    assertThat(run("plan", "check", folder.toString())).isEqualTo(2);
    assertThat(err)
        .startsWith(
            plan
                + ":23:13: unable to meet the RPO of 1h of the source 'db' with the schedule:"
                + " '0 2 * * *'. Up to 24h pass between two backups")
        .contains("(1 error)\nHINT: ");
    assertThat(run("plan", "check", temp.resolve("nowhere").toString())).isEqualTo(2);
  }

  private static CatalogPoint point(PointState state) {
    Instant at = Instant.parse("2026-11-21T09:00:00Z");
    return new CatalogPoint(
        "shop",
        "p1",
        "backup-1",
        at,
        Optional.of(at),
        state,
        List.of("primary"),
        3_000_000,
        Map.of("db", at));
  }

  private void finish(String id, Verdict verdict) {
    Instant detected = Instant.parse("2026-11-21T09:00:00Z");
    Run run =
        new Run(
            id,
            RunKind.INCIDENT,
            "shop",
            Optional.of(Scenario.SERVER_FAILURE),
            detected,
            detected.plus(Duration.ofMinutes(5)),
            "olga",
            Duration.ofHours(4),
            false,
            "d".repeat(64),
            Optional.of(detected.plus(Duration.ofMinutes(50))),
            Optional.of(verdict));
    bed.runs.put(id, run);
    StepRef restore = StepRef.of("serviceTask_restore", "Restore database");
    bed.line(id, Entries.runStarted(run));
    bed.line(id, Entries.attemptBegan(at(6), restore, "worker-1", 1));
    bed.line(
        id,
        Entries.attemptFailed(
            at(8), restore, "worker-1", 1, FaultCode.RESTORE_FAILED, "the disk was full"));
    bed.line(id, Entries.attemptBegan(at(10), restore, "worker-1", 2));
    bed.line(id, Entries.attemptEnded(at(30), restore, "worker-1", 2, "done"));
    bed.line(id, restored(at(30)));
    bed.line(
        id,
        new io.drillbook.domain.record.EntryDraft(
            at(40),
            io.drillbook.domain.record.EntryKind.SERVICE_CONFIRMED,
            "",
            "Service confirmed",
            "olga",
            0,
            "",
            Map.of()));
  }

  private static io.drillbook.domain.record.EntryDraft restored(Instant at) {
    return new io.drillbook.domain.record.EntryDraft(
        at,
        io.drillbook.domain.record.EntryKind.FACT,
        "",
        "Source restored",
        "worker-1",
        0,
        Entries.RESTORED,
        Map.of(
            Entries.SOURCE, "db", Entries.POINT, "p1", Entries.DATA_TIME, "2026-11-21T08:30:00Z"));
  }

  private static Instant at(int minutes) {
    return Instant.parse("2026-11-21T09:00:00Z").plus(Duration.ofMinutes(minutes));
  }
}
