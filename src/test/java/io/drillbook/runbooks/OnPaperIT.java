package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.drillbook.cli.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done without the server, entered into a real one by the command line. */
class OnPaperIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static ShopBed shop;

  @TempDir Path temp;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.changePlan(
        "  weekly: {",
        "  yearly: { schedule: \"0 4 1 6 *\", target: sandbox, scenario: site-disaster, review: {"
            + " from: managers, required: [assumptions, success-criteria, observers, announced] } }\n"
            + "  weekly: {");
    shop.serve();
    shop.backup();
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  private static Typed typed(String user, String... words) {
    System.setProperty("DRILLBOOK_USER", user);
    System.setProperty("DRILLBOOK_PASSWORD", shop.password(user));
    try {
      List<String> all = new ArrayList<>(List.of(words));
      all.addAll(List.of("--server", shop.address()));
      return Typed.of(all.toArray(String[]::new));
    } finally {
      System.clearProperty("DRILLBOOK_USER");
      System.clearProperty("DRILLBOOK_PASSWORD");
    }
  }

  private static JsonNode timeline(String run) {
    return shop.as("auditor").get("/api/v1/runs/" + run + "/timeline");
  }

  private static List<String> names(JsonNode steps, boolean asserted) {
    List<String> names = new ArrayList<>();
    steps.forEach(
        step -> {
          if (step.path("asserted").asBoolean() == asserted) {
            names.add(step.path("name").asText());
          }
        });
    return names;
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(Files.createTempFile(temp, "steps", ".csv"), text);
  }

  @Test
  void stepsOfAnEndedRunAreTakenInOrderWithTheirMarkOrNotAtAll() throws Exception {
    String run = shop.start("oncall", "drills", Map.of("scenario", "database-corruption"));
    JsonNode before = shop.ended(run);
    Instant detected = Instant.parse(before.at("/run/detectedAt").asText());
    Path file =
        csv(
            "step,began,ended,by,note\n\"Call the office\",%s,%s,Pjotr,=1+1\nLook,%s,,Olga,\n"
                .formatted(detected.plusMillis(1), detected.plusMillis(2), detected));
    Typed auditor = typed("auditor", "incident", "add", run, "--file", file.toString());
    assertThat(auditor.exit()).as(auditor.all()).isEqualTo(3);
    for (String wrong :
        List.of(
            "Late,2999-01-01T00:00:00Z,,Olga,",
            "Early,2001-01-01T00:00:00Z,,Olga,",
            "Nobody,%s,,,".formatted(detected),
            "Back,%s,%s,Olga,".formatted(detected.plusMillis(2), detected.plusMillis(1)))) {
      Path bad = csv(Files.readString(file) + wrong + "\n");
      Typed refused = typed("oncall", "incident", "add", run, "--file", bad.toString());
      assertThat(refused.exit()).as(refused.all()).isEqualTo(2);
      assertThat(refused.err()).contains("nothing was written", wrong.split(",", -1)[0], "HINT: ");
    }
    assertThat(shop.lines(run, "ASSERTED", "")).isEmpty();

    Typed added = typed("oncall", "incident", "add", run, "--file", file.toString());
    assertThat(added.exit()).as(added.all()).isZero();
    Typed twice = typed("oncall", "incident", "add", run, "--file", file.toString());
    assertThat(twice.err()).contains("entered already");
    JsonNode after = timeline(run);
    List<JsonNode> lines = shop.lines(run, "ASSERTED", "");
    assertThat(lines).as("each its own").hasSize(2);
    assertThat(names(after.path("steps"), true)).containsExactly("Look", "Call the office");
    assertThat(names(after.path("steps"), false)).isEqualTo(names(before.path("steps"), false));
    assertThat(after.path("run")).isEqualTo(before.path("run"));
    assertThat(after.path("clocks")).isEqualTo(before.path("clocks"));
    JsonNode line = lines.get(0);
    assertThat(line.path("actor").asText()).isEqualTo("Pjotr");
    assertThat(line.at("/details/enteredBy").asText()).isEqualTo("oncall");
    assertThat(typed("auditor", "timeline", run).out())
        .contains("Call the office")
        .contains("asserted, not observed");
    assertThat(shop.as("auditor").text("/runs/" + run)).contains("asserted, not observed");

    assertThat(shop.as("oncall").text("/runs/" + run + "/steps"))
        .contains("asserted, not observed", "Europe/Berlin", "name=\"began\"");

    JsonNode evidence = evidence(run);
    marked(run);
    assertThat(evidence.at("/run/asserted").asBoolean()).isFalse();
    assertThat(names(evidence.path("steps"), true)).containsExactly("Look", "Call the office");
  }

  @Test
  void aRunOnPaperSaysSoAndProvesNothing() throws Exception {
    String readiness = readiness();
    Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(7200);
    String[] words = {
      "incident",
      "enter",
      "shop",
      "--scenario",
      "site-disaster",
      "--detected-at",
      began.toString(),
      "--confirmed-at",
      began.plusSeconds(3600).toString(),
      "--step",
      "Restored by RESTORE.md",
      "--began",
      began.plusSeconds(60).toString(),
      "--ended",
      began.plusSeconds(1860).toString(),
      "--by",
      "Olga <b>&",
      "--note",
      "gpg and pg_restore"
    };
    assertThat(typed("auditor", words).exit()).isEqualTo(3);
    Typed entered = typed("oncall", words);
    assertThat(entered.exit()).as(entered.all()).isZero();
    String run = entered.out().strip();
    assertThat(typed("oncall", words).err()).contains("twice", run);
    JsonNode timeline = timeline(run);
    assertThat(timeline.at("/run/verdict").asText()).isEqualTo("asserted");
    assertThat(timeline.at("/run/good").asBoolean()).isFalse();
    assertThat(timeline.at("/clocks/total").asText()).isEqualTo("PT1H");
    assertThat(timeline.at("/clocks/people").asText()).isEqualTo("PT30M");
    assertThat(timeline.at("/score/rtoMet").asBoolean()).isFalse();
    assertThat(typed("auditor", "timeline", run).out())
        .contains("ASSERTED", ", asserted, not observed, RTO");
    assertThat(shop.as("auditor").text("/runs/" + run))
        .contains("Olga &lt;b&gt;&amp;", "as people say");
    assertThat(readiness()).isEqualTo(readiness);
    assertThat(shop.as("auditor").get("/api/v1/incidents?open=true").path("runs")).isEmpty();
    JsonNode evidence = evidence(run);
    marked(run);
    assertThat(evidence.at("/run/asserted").asBoolean()).isTrue();
    assertThat(evidence.at("/results/confirmed").asBoolean()).isFalse();
    assertThat(evidence.at("/run/confirmedAt").isNull()).isTrue();
  }

  @Test
  void aDrillIsNotClosedWhileWhatThePlanAsksForIsMissing() throws Exception {
    String run = shop.start("oncall", "drills", Map.of("scenario", "site-disaster"));
    Client manager = shop.as("manager");
    String task = manager.task(run, "userTask_reviewDrill");
    JsonNode open = timeline(run);
    assertThat(open.at("/run/endedAt").isNull()).isTrue();
    assertThat(shop.lines(run, "NOTIFIED", "serviceTask_notifyOfDrill")).hasSize(1);
    assertThat(manager.text("/engine-rest/task/" + task + "/variables/briefing"))
        .contains("assumptions, success criteria, observers, announced");
    Map<String, String> all =
        Map.of(
            "announced", "yes",
            "assumptions", "The network is there\nBerlin is lost",
            "successCriteria", "All orders are there",
            "observers", "Auditor Ada",
            "management", "Mia");
    for (String other : List.of("oncall", "approver")) {
      assertThat(shop.as(other).work(task, other, all).status()).as(other).isEqualTo(403);
    }
    Client.Answer bare = manager.work(task, "manager", Map.of("announced", "yes"));
    assertThat(bare.status()).isEqualTo(400);
    assertThat(bare.body().path("message").asText())
        .contains("unable to close the drill, these are missing")
        .contains("'assumptions, success-criteria, observers'");
    assertThat(
            manager
                .tryPost("/engine-rest/task/" + task + "/complete", Map.of("variables", Map.of()))
                .status())
        .as("without its form")
        .isEqualTo(400);
    assertThat(timeline(run).at("/run/endedAt").isNull()).isTrue();
    assertThat(manager.complete(task, all).status()).isEqualTo(204);
    JsonNode ended = shop.ended(run);
    assertThat(ended.at("/run/verdict").asText()).isEqualTo("succeeded");
    assertThat(ended.at("/clocks/total")).as("the review").isEqualTo(open.at("/clocks/total"));

    JsonNode evidence = evidence(run);
    assertThat(evidence.at("/run/announced").asBoolean()).isTrue();
    assertThat(evidence.at("/testPlan/assumptions").toString())
        .isEqualTo("[\"The network is there\",\"Berlin is lost\"]");
    assertThat(evidence.at("/testPlan/successCriteria/0").asText()).contains("All orders");
    List<String> signed = new ArrayList<>();
    evidence
        .path("signOffs")
        .forEach(it -> signed.add(it.path("role").asText() + " " + it.path("person").asText()));
    assertThat(signed).containsExactly("author oncall", "reviewer manager", "management Mia");
    assertThat(evidence.path("participants").toString()).contains("Auditor Ada");
    assertThat(report(run)).contains("Auditor Ada", "Berlin is lost", "reviewer manager");
  }

  @Test
  void thePaperIsInTheVaultAnewAfterEachChangeAndIsNoRecoveryPoint() throws Exception {
    String vault = shop.home().resolve("vault").toString();
    String key = shop.home().resolve("config/keys/signer.asc").toString();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> papers(vault) == 1);
    String points = Typed.of("rescue", "list", "--vault", vault, "--signer", key).out();
    shop.changePlan("daily: 14", "daily: 15");
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> papers(vault) == 2);
    shop.changePlan("daily: 15", "daily: 14");
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> papers(vault) == 3);

    Path page = temp.resolve("page.html");
    String[] fetch = {
      "rescue", "paper", "--vault", vault, "--signer", key, "--out", page.toString()
    };
    Typed fetched = Typed.of(fetch);
    assertThat(fetched.exit()).as(fetched.all()).isZero();
    assertThat(Typed.of(fetch).exit()).as("never over a file").isEqualTo(1);
    Path printed = temp.resolve("printed.html");
    String config = shop.home().resolve("config").toString();
    Typed print =
        Typed.of("runbook", "print", "shop", "--out", printed.toString(), "--config", config);
    assertThat(print.exit()).as(print.all()).isZero();
    assertThat(page).hasSameTextualContentAs(printed);
    assertThat(Files.readString(page))
        .contains("keep 14 daily", "recover-from-disaster", "${")
        .doesNotContain("backup-secret");
    String other = shop.home().resolve("config/keys/ops.asc").toString();
    Typed stranger =
        Typed.of("rescue", "paper", "--vault", vault, "--signer", other, "--out", vault + "/x");
    assertThat(stranger.exit()).as(stranger.all()).isEqualTo(1);
    assertThat(Path.of(vault, "x")).doesNotExist();

    assertThat(Typed.of("rescue", "list", "--vault", vault, "--signer", key).out())
        .isEqualTo(points);
    Typed check = typed("oncall", "catalog", "check");
    assertThat(check.exit()).as(check.all()).isZero();
    assertThat(check.all()).doesNotContain("_papers");
    shop.backup();
    assertThat(papers(vault)).as("a backup clears leftovers").isEqualTo(3);
    assertThat(shop.ended(shop.start("oncall", "expiries", Map.of())).at("/run/verdict").asText())
        .isEqualTo("succeeded");
    assertThat(papers(vault)).as("an expiry").isEqualTo(3);
  }

  private static long papers(String vault) {
    Typed listed = Typed.of("rescue", "paper", "--vault", vault);
    assertThat(listed.exit()).as(listed.all()).isZero();
    return listed.out().lines().filter(line -> line.contains(".html")).count();
  }

  private static String readiness() {
    JsonNode all = shop.as("auditor").get("/api/v1/systems/shop/readiness");
    return all.path("state").asText() + all.path("why") + all.path("provenBy");
  }

  private JsonNode evidence(String run) throws IOException {
    Path pack = temp.resolve(run);
    Typed exported = typed("auditor", "evidence", "export", run, "--out", pack.toString());
    assertThat(exported.exit()).as(exported.all()).isZero();
    String key = shop.home().resolve("config/keys/signer.asc").toString();
    Typed verified = Typed.of("evidence", "verify", pack.toString(), "--key", key);
    assertThat(verified.exit()).as(verified.all()).isZero();
    JsonNode evidence = JSON.readTree(Files.readAllBytes(pack.resolve("evidence.json")));
    String schema = Files.readString(Path.of("docs/reference/evidence.schema.json"));
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema).validate(evidence))
        .isEmpty();
    return evidence;
  }

  private void marked(String run) throws IOException {
    assertThat(Files.readString(temp.resolve(run).resolve("record.csv"))).contains("\"ASSERTED\"");
    assertThat(report(run)).contains("asserted, not observed");
  }

  private String report(String run) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(temp.resolve(run).resolve("evidence.pdf").toFile())) {
      return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
    }
  }
}
