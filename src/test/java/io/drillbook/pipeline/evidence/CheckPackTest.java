package io.drillbook.pipeline.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.Basis;
import io.drillbook.domain.evidence.Evidence.Scope;
import io.drillbook.domain.evidence.EvidenceOfRun;
import io.drillbook.domain.evidence.SampleRecord;
import io.drillbook.domain.evidence.Surroundings;
import io.drillbook.domain.evidence.Tampering;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.pipeline.Gpg;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.pipeline.evidence.CheckPack.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that holds is good; whatever is done to one is found. */
class CheckPackTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T06:00:00Z"), ZoneId.of("UTC"));

  @TempDir Path home;
  private Path folder;
  private KeyRing keys;
  private List<RecordEntry> lines;

  @BeforeEach
  void export() throws Exception {
    folder = Files.createDirectory(home.resolve("pack"));
    keys = TestKeys.ring(Files.createDirectory(home.resolve("keys")), CLOCK);
    lines = SampleRecord.of(80);
    write(pack(evidence(lines)));
  }

  private static Evidence evidence(List<RecordEntry> lines) {
    Surroundings around =
        new Surroundings(
            "anna",
            "signer",
            new Basis("drillbook", "ab", Optional.empty(), List.of(), Map.of()),
            new Scope(List.of("shop"), Map.of(), List.of(), List.of(), List.of()),
            List.of(),
            List.of(),
            Optional.empty());
    return new EvidenceOfRun(
            SampleRecord.run(),
            lines,
            Map.of("db", Duration.ofHours(1)),
            ZoneId.of("Europe/Berlin"),
            CLOCK.instant())
        .with(around, SampleRecord.head(lines));
  }

  private Map<String, byte[]> pack(Evidence evidence) {
    Map<String, byte[]> beside = new LinkedHashMap<>();
    beside.put(EvidenceLayout.DIAGRAM, "<bpmn/>".getBytes(StandardCharsets.UTF_8));
    beside.put(EvidenceLayout.TABLE, EvidencePack.table(evidence));
    return EvidencePack.seal(beside, evidence::with, keys.signer("signer")).files();
  }

  private void write(Map<String, byte[]> files) throws Exception {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private Outcome check(String... signers) {
    List<String> trusted = signers.length == 0 ? List.of("signer") : List.of(signers);
    return new CheckPack(folder, keys, trusted).check();
  }

  private static String told(Outcome outcome) {
    return outcome.findings().toString();
  }

  @Test
  void anUntouchedPackHolds() {
    Outcome outcome = check();
    assertThat(outcome.findings()).isEmpty();
    assertThat(outcome.strangers()).isEmpty();
    assertThat(outcome.run()).isEqualTo(SampleRecord.RUN);
    assertThat(outcome.verdict()).isEqualTo("succeeded-with-skips");
    assertThat(outcome.records()).isEqualTo(lines.size());
    assertThat(outcome.signer()).isEqualTo(keys.fingerprint("signer"));
  }

  @Test
  void gpgAndSha256sumSayTheSameAsTheReadmeSays() throws Exception {
    try (Gpg gpg = new Gpg()) {
      Files.copy(home.resolve("keys/signer.asc"), folder.resolve("signer.asc"));
      String commands =
          """
          gpg --batch --import signer.asc
          gpg --batch --verify evidence.json.asc evidence.json
          sha256sum -c SHA256SUMS
          jq -r '.files[] | .sha256 + "  " + .name' evidence.json | sha256sum -c
          """;
      String readme = Files.readString(folder.resolve("README.txt"));
      commands.lines().forEach(line -> assertThat(readme).contains(line.replace(" --batch", "")));
      assertThat(readme).contains(keys.fingerprint("signer"));
      Gpg.Ran good = gpg.bash(folder, commands);
      assertThat(good.exit()).as(good.output()).isZero();
      assertThat(good.output()).contains("evidence.json: OK", "record.csv: OK", "README.txt: OK");
      Files.writeString(folder.resolve("evidence.json"), "{}");
      assertThat(gpg.bash(folder, commands).exit()).isNotZero();
    }
  }

  @Test
  void everyFileThatIsChangedOrTakenAwayIsFound() throws Exception {
    Map<String, byte[]> good = pack(evidence(lines));
    for (String name : good.keySet()) {
      byte[] bytes = good.get(name).clone();
      // The last line of an armoured signature is no part of it.
      boolean armoured = name.equals(EvidenceLayout.SIGNATURE);
      int last = armoured ? bytes.length / 3 : bytes.length - 3;
      for (int at : new int[] {armoured ? 40 : 0, bytes.length / 2, last}) {
        write(good);
        byte[] other = bytes.clone();
        other[at] ^= 0x04;
        Files.write(folder.resolve(name), other);
        assertThat(isFound()).as("%s, byte %d", name, at).isTrue();
      }
      Files.delete(folder.resolve(name));
      assertThat(isFound()).as("without %s", name).isTrue();
      write(good);
    }
    assertThat(check().isGood()).isTrue();
  }

  private boolean isFound() {
    try {
      return !check().isGood();
    } catch (Fault e) {
      return true;
    }
  }

  @Test
  void aSwappedTableWithSumsMadeAnewIsFound() throws Exception {
    Path table = folder.resolve(EvidenceLayout.TABLE);
    Files.writeString(table, Files.readString(table).replace("olga", "anna"));
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("diagram.bpmn", "record.csv", "README.txt", "evidence.json")) {
      files.put(name, Files.readAllBytes(folder.resolve(name)));
    }
    Files.write(folder.resolve(EvidenceLayout.SUMS), EvidencePack.sums(files));
    assertThat(told(check())).contains("not the exported one: 'record.csv'");
  }

  @Test
  void anotherKeyIsNotBelieved() {
    assertThat(told(check("ops"))).contains("not by the key that you gave");
    assertThat(check("ops", "signer").isGood()).isTrue();
  }

  @Test
  void whatIsNoPackIsSaidToBeNone() throws Exception {
    Path empty = Files.createDirectory(home.resolve("empty"));
    assertThatThrownBy(() -> new CheckPack(empty, keys, List.of("signer")).check())
        .isInstanceOf(Fault.class)
        .hasMessageContaining("unable to find an evidence pack");
    Files.writeString(empty.resolve("evidence.json"), "{\"format\": \"drillbook-evidence-9\"}");
    assertThatThrownBy(() -> new CheckPack(empty, keys, List.of("signer")).check())
        .isInstanceOf(Fault.class)
        .hasMessageContaining("drillbook-evidence-9");
  }

  @Test
  void threeHundredTamperingsAreNamedEvenWhereThePackIsSignedAnew() throws Exception {
    Random random = new Random(17);
    SigningKey signer = keys.signer("signer");
    ObjectNode good =
        (ObjectNode) EvidenceJson.tree(Files.readAllBytes(folder.resolve("evidence.json")));
    for (int i = 0; i < 300; i++) {
      Tampering tampering = Tampering.of(lines, random);
      if (tampering.lines().equals(lines)) {
        continue;
      }
      ObjectNode forged = good.deepCopy();
      ArrayNode record = ((ObjectNode) forged.path("record")).putArray("lines");
      for (RecordEntry line : tampering.lines()) {
        record.add(EvidenceJson.MAPPER.<JsonNode>valueToTree(line));
      }
      byte[] text = EvidenceJson.MAPPER.writeValueAsBytes(forged);
      Files.write(folder.resolve("evidence.json"), text);
      if (i % 2 == 0) {
        Files.write(folder.resolve("evidence.json.asc"), signer.sign(text));
      }
      Outcome outcome = check();
      assertThat(told(outcome)).as("%d: %s", i, tampering.what()).contains(tampering.told());
      assertThat(outcome.findings().get(0).record()).isPositive();
    }
  }

  @Test
  void aLineThatSaysMoreThanItsHashCoversIsNoLine() throws Exception {
    String text = Files.readString(folder.resolve("evidence.json"));
    for (String forged :
        List.of(
            text.replaceFirst("\"previousHash\"", "\"approvedBy\" : \"boss\", \"previousHash\""),
            text.replaceFirst(
                "\"at\" : \"(2026-11-21T02:01:30)Z\", *\n *\"kind\" : \"RUN_S",
                "\"at\" : \"$1.000000001Z\", \"kind\" : \"RUN_S"))) {
      assertThat(forged).isNotEqualTo(text);
      byte[] bytes = forged.getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve("evidence.json"), bytes);
      Files.write(folder.resolve("evidence.json.asc"), keys.signer("signer").sign(bytes));
      assertThat(told(check())).contains("record 1 was changed");
    }
  }

  @Test
  void anotherVerdictThanTheRecordsIsFoundThoughItIsSigned() throws Exception {
    String text = Files.readString(folder.resolve("evidence.json"));
    byte[] forged =
        text.replace("\"verdict\" : \"succeeded-with-skips\"", "\"verdict\" : \"succeeded\"")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("evidence.json"), forged);
    Files.write(folder.resolve("evidence.json.asc"), keys.signer("signer").sign(forged));
    assertThat(told(check()))
        .contains("verdict succeeded", "Its record says 'succeeded-with-skips'");
  }
}
