package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.pipeline.Gpg;
import io.drillbook.pipeline.evidence.CheckPeriod;
import io.drillbook.pipeline.evidence.CheckPeriod.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The evidence of a period holds as a whole: nothing in it can be changed, taken away or added. */
class PeriodsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant DAY = Instant.parse("2026-11-21T03:00:00Z");

  @TempDir Path home;
  private EvidenceBed bed;

  @BeforeEach
  void live() throws IOException {
    bed = new EvidenceBed(home);
    for (int seed = 30; seed < 36; seed++) {
      bed.ended(seed);
    }
  }

  @AfterEach
  void close() {
    bed.close();
  }

  private Path november() {
    return bed.period("2026-11-01", "2026-11-30");
  }

  private static String told(Outcome outcome) {
    return outcome.findings().toString();
  }

  private String told(Path period) {
    return told(bed.check(period));
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }

  @Test
  void everyRunOfThePeriodHasItsPackAndTheWholeHolds() throws IOException {
    Path period = november();
    Outcome outcome = bed.check(period);
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.strangers()).isEmpty();
    assertThat(outcome.runs()).isEqualTo(6);
    assertThat(outcome.signer()).isEqualTo(bed.keys.fingerprint("signer"));
    JsonNode index = json(period.resolve("period.json"));
    assertThat(index.at("/verdicts/incident/failed").asInt()).isEqualTo(6);
    assertThat(index.at("/zone").asText()).isEqualTo("Europe/Berlin");
    assertThat(index.at("/from").asText()).isEqualTo("2026-10-31T23:00:00Z");
    assertThat(index.at("/to").asText()).isEqualTo("2026-11-30T23:00:00Z");
    assertThat(index.at("/plans/0/runs").asInt()).isEqualTo(6);
    assertThat(Files.readAllLines(period.resolve("runs.ndjson"))).hasSize(6);
    assertThat(Files.readAllLines(period.resolve("period.csv"))).hasSize(7);
    assertThat(CheckPeriod.isPeriod(period)).isTrue();
    JsonNode pack = json(period.resolve("runs/incident-30/evidence.json"));
    assertThat(pack.at("/retainUntil").asText()).startsWith("2036-11-");
  }

  @Test
  void theIndexIsAsItsSchemaSays() throws IOException {
    bed.findings.add(finding());
    JsonNode index = json(november().resolve("period.json"));
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/reference/period.schema.json")))
                .validate(index))
        .isEmpty();
  }

  private static DrillFinding finding() {
    return new DrillFinding(
        "finding-1",
        "shop",
        "server-failure",
        "objective",
        "it took too long",
        Severity.SHORTFALL,
        "incident-30",
        "owner@example.com",
        DAY,
        DAY.plusSeconds(86_400),
        Optional.empty());
  }

  @Test
  void onlyRunsThatEndedInThePeriodAreInIt() {
    Instant end = bed.run("incident-30").endedAt().orElseThrow();
    bed.sql(
        "update run set ended_at = ? where id = 'incident-31'",
        Instant.parse("2026-10-31T22:59:59.999999Z").atOffset(java.time.ZoneOffset.UTC));
    assertThat(end).isAfter(DAY.minusSeconds(7200));
    assertThat(november().resolve("runs/incident-31")).doesNotExist();
    Path empty = bed.period("2025-01-01", "2025-12-31");
    assertThat(bed.check(empty).findings()).isEmpty();
    assertThat(bed.check(empty).runs()).isZero();
  }

  @Test
  void drillsFindingsAndMissedDueTimesAreListed() throws IOException {
    bed.findings.add(finding());
    due("drill:weekly", DAY, DueOutcome.MISSED);
    due("drill:weekly", DAY.plusSeconds(1), DueOutcome.RAN);
    due("backup", DAY, DueOutcome.RAN);
    due("backup", DAY.plusSeconds(3600), DueOutcome.FAILED);
    due("backup", DAY.plusSeconds(90 * 86_400), DueOutcome.FAILED);
    JsonNode index = json(november().resolve("period.json"));
    assertThat(index.path("drills")).hasSize(2);
    assertThat(index.at("/drills/0/outcome").asText()).isEqualTo("missed");
    assertThat(index.path("missed")).hasSize(1);
    assertThat(index.at("/missed/0/outcome").asText()).isEqualTo("failed");
    assertThat(index.at("/schedules/backup/ran").asInt()).isEqualTo(1);
    assertThat(index.at("/findings/0/what").asText()).isEqualTo("it took too long");
    assertThat(json(bed.period("2026-01-01", "2026-10-31").resolve("period.json")).path("findings"))
        .as("opened later")
        .isEmpty();
  }

  private void due(String schedule, Instant at, DueOutcome outcome) {
    bed.ledger.add(new DueTime("shop", schedule, at, at, outcome, Optional.empty()));
  }

  @Test
  void aRunWhoseRecordWasChangedHasNoPackAndTheIndexSaysSo() throws IOException {
    bed.sql("update record_entry set actor = 'boss' where run_id = 'incident-33' and line = 4");
    bed.begun(90);
    Path period = november();
    Outcome outcome = bed.check(period);
    assertThat(outcome.findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.what())
                  .isEqualTo("unable to find a pack of a run that has ended: 'incident-33'");
              assertThat(it.hint()).contains("record 4 was changed");
            });
    assertThat(outcome.without()).hasSize(2);
    JsonNode without = json(period.resolve("period.json")).path("without");
    assertThat(without.findValuesAsText("run")).containsExactly("incident-33", "incident-90");
    assertThat(without.at("/0/why").asText()).contains("record 4 was changed");
    assertThat(without.at("/1/why").asText()).isEqualTo("it goes on");
    assertThat(period.resolve("runs/incident-33")).doesNotExist();
  }

  @Test
  void everyFileThatIsChangedOrTakenAwayIsFound() throws IOException {
    Path period = november();
    List<Path> files;
    try (Stream<Path> all = Files.walk(period)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSize(6 + 6 * 7 - 6);
    Random random = new Random(3);
    for (Path file : files) {
      byte[] good = Files.readAllBytes(file);
      byte[] other = good.clone();
      boolean armoured = file.toString().endsWith(".asc");
      other[armoured ? good.length / 2 : random.nextInt(good.length)] ^= 0x04;
      Files.write(file, other);
      assertThat(isFound(period)).as("changed: %s", file).isTrue();
      Files.delete(file);
      assertThat(isFound(period)).as("without: %s", file).isTrue();
      Files.write(file, good);
    }
    assertThat(bed.check(period).findings()).isEmpty();
  }

  private boolean isFound(Path period) {
    try {
      return !CheckPeriod.isPeriod(period) || !bed.check(period).findings().isEmpty();
    } catch (Fault e) {
      return true;
    }
  }

  @Test
  void aPackThatIsMissingSwappedOrForeignIsNamed() throws IOException {
    Path period = november();
    Path runs = period.resolve("runs");
    Path aside = home.resolve("aside");
    Files.move(runs.resolve("incident-31"), aside);
    assertThat(told(period)).contains("unable to find the pack of a run: 'incident-31'");
    Files.move(aside, runs.resolve("incident-31"));

    Files.move(runs.resolve("incident-31"), aside);
    Files.move(runs.resolve("incident-32"), runs.resolve("incident-31"));
    Files.move(aside, runs.resolve("incident-32"));
    assertThat(told(period))
        .contains("it is not the exported one: 'incident-31'")
        .contains("Its pack is of incident-32");
    Files.move(runs.resolve("incident-31"), aside);
    Files.move(runs.resolve("incident-32"), runs.resolve("incident-31"));
    Files.move(aside, runs.resolve("incident-32"));
    assertThat(bed.check(period).findings()).isEmpty();

    FileSystemUtils.copyRecursively(bed.pack(bed.ended(44)), runs.resolve("incident-44"));
    assertThat(told(period)).contains("unable to accept a pack that is not listed: 'incident-44'");
    FileSystemUtils.deleteRecursively(runs.resolve("incident-44"));

    Path stranger = Files.writeString(runs.resolve("incident-30/approved.txt"), "by the boss");
    assertThat(told(period))
        .contains("unable to accept a file in a pack: 'incident-30/approved.txt'");
    Files.delete(stranger);
    Files.writeString(period.resolve("notes.txt"), "mine");
    assertThat(bed.check(period).findings()).isEmpty();
    assertThat(bed.check(period).strangers()).containsExactly("notes.txt");
  }

  @Test
  void aLineOfTheListThatIsTakenOutDoubledOrPutElsewhereIsFound() throws IOException {
    Path period = november();
    Path list = period.resolve("runs.ndjson");
    List<String> good = Files.readAllLines(list);
    for (int i = 0; i < good.size(); i++) {
      List<String> without = new ArrayList<>(good);
      without.remove(i);
      assertThat(toldOf(period, list, without)).contains("unable to accept the list of runs");
      List<String> twice = new ArrayList<>(good);
      twice.add(i, good.get(i));
      assertThat(toldOf(period, list, twice)).contains("unable to accept the order of the runs");
      List<String> swapped = new ArrayList<>(good);
      swapped.set(i, good.get((i + 1) % good.size()));
      swapped.set((i + 1) % good.size(), good.get(i));
      assertThat(toldOf(period, list, swapped)).contains("unable to accept the order of the runs");
      List<String> changed = new ArrayList<>(good);
      changed.set(i, good.get(i).replace("\"verdict\":\"failed\"", "\"verdict\":\"succeeded\""));
      assertThat(toldOf(period, list, changed))
          .contains("it is not the exported one: 'runs.ndjson'");
    }
    Files.write(list, good);
    Files.writeString(list, "{ \"no\": 1 }\n", StandardOpenOption.APPEND);
    assertThat(told(period)).contains("unable to read the list of runs");
  }

  private String toldOf(Path period, Path list, List<String> lines) throws IOException {
    Files.write(list, lines);
    return told(period);
  }

  @Test
  void aRecordInsideAPackIsNamedWithItsRun() throws IOException {
    Path period = november();
    Path evidence = period.resolve("runs/incident-34/evidence.json");
    Files.writeString(
        evidence, Files.readString(evidence).replaceFirst("\"number\" : 3,", "\"number\" : 4,"));
    assertThat(told(period)).contains("incident-34: unable to accept the record: 'record ");
  }

  @Test
  void aPlanThatIsGoneCostsNoEvidenceWhereSomebodyIsNamedWhoSigns() throws IOException {
    bed.loseThePlan();
    assertThatThrownBy(() -> bed.export().export("incident-30", "anna"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("unable to tell who signs evidence, the plan is gone: 'shop'");
    assertThatThrownBy(this::november).isInstanceOf(Fault.class);
    bed.rule = new EvidenceRule(Optional.of("signer"), Optional.empty(), bed.rule.anchor());
    JsonNode pack = json(bed.pack("incident-30").resolve("evidence.json"));
    assertThat(pack.at("/basis/planToday").isNull()).isTrue();
    assertThat(pack.at("/run/zone").asText()).isEqualTo("UTC");
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/reference/evidence.schema.json")))
                .validate(pack))
        .isEmpty();
    assertThat(bed.check(november()).findings()).isEmpty();
    bed.rule = new EvidenceRule(Optional.of("ops"), Optional.empty(), bed.rule.anchor());
    assertThat(told(november())).as("by a key that is not believed").contains("period.json.asc");
  }

  @Test
  void whatCannotBeAskedForIsRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> bed.period("2026-12-31", "2026-01-01"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("ends before it begins");
  }

  @Test
  void gpgJqAndSha256sumSayTheSameAsTheReadmeSays() throws Exception {
    Path period = november();
    try (Gpg gpg = new Gpg()) {
      Files.copy(home.resolve("keys/signer.asc"), period.resolve("signer.asc"));
      String commands =
          """
          gpg --batch --import signer.asc
          gpg --batch --verify period.json.asc period.json
          jq -r '.files[] | .sha256 + "  " + .name' period.json | sha256sum -c
          jq -r '.packSha256 + "  runs/" + .run + "/evidence.json"' runs.ndjson | sha256sum -c
          """;
      String readme = Files.readString(period.resolve("README.txt"));
      commands.lines().forEach(line -> assertThat(readme).contains(line.replace(" --batch", "")));
      Gpg.Ran good = gpg.bash(period, commands);
      assertThat(good.exit()).as(good.output()).isZero();
      assertThat(good.output()).contains("runs.ndjson: OK", "runs/incident-35/evidence.json: OK");
      Files.writeString(period.resolve("runs/incident-35/evidence.json"), "{}");
      assertThat(gpg.bash(period, commands).exit()).isNotZero();
    }
  }

  @Test
  void whatSomebodyTypedDoesNotRunInTheTable() throws IOException {
    bed.sql("delete from record_head where run_id = 'incident-30'");
    bed.sql("delete from record_entry where run_id = 'incident-30'");
    bed.sql("delete from run");
    GeneratedRun typed = bed.begun(30);
    bed.sql("update run set started_by = '=cmd|'' /C calc''!A0'");
    String run = bed.end(typed);
    bed.remake(run, 1, PeriodsTest::byFormula, bed.record.entries(run).size());
    Path period = november();
    assertThat(bed.check(period).findings()).isEmpty();
    assertThat(Files.readString(period.resolve("period.csv")))
        .contains(",\"'=cmd|' /C calc'!A0\",");
  }

  private static EntryDraft byFormula(EntryDraft entry) {
    return new EntryDraft(
        entry.at(),
        entry.kind(),
        entry.step(),
        entry.name(),
        "=cmd|' /C calc'!A0",
        entry.attempt(),
        entry.outcome(),
        entry.details());
  }
}
