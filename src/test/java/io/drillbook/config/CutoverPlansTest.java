package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that move traffic, as plans name them, against the kinds that there really are. */
class CutoverPlansTest {
  private static final DriverKinds REAL = Drivers.known(Path.of("/"));
  private static final String MANUAL = "{ manual: { checklist: [look] } }";
  private static final String PROXY =
      "{ haproxy: { socket: /run/s, backend: b, from: old, to: new } }";

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleOfTheGuideIsAPlan(String example) {
    assertThat(read(example).findings()).isEmpty();
  }

  @Test
  void theGuideShowsEveryKind() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String example : examples()) {
      read(example).plan().orElseThrow().recovery().cutover().stream()
          .map(CheckPlan::kind)
          .forEach(shown::add);
    }
    assertThat(shown).isEqualTo(REAL.cutovers().keySet());
  }

  @Test
  void theContractsExampleIsAPlan() {
    assertThat(
            read("cutover: [ { dns: { server: 127.0.0.1:5353, zone: example.test, record: shop,"
                    + " to: 127.0.0.2, key: \"${file:/etc/drillbook/tsig}\" } } ]")
                .findings())
        .isEmpty();
  }

  @Test
  void aPersonsStepMayStandAnywhere() {
    assertThat(read("cutover: [" + PROXY + "," + MANUAL + "," + MANUAL + "]").findings()).isEmpty();
    assertThat(read("cutover: [" + PROXY + "," + MANUAL + "," + PROXY + "]").findings()).isEmpty();
    assertThat(read("cutover: [" + MANUAL + "," + PROXY + "]").findings()).isEmpty();
  }

  @Test
  void aChecklistFitsItsForm() {
    String eleven = String.join(",", Collections.nCopies(11, "look"));
    assertThat(read("cutover: [ { manual: { checklist: [" + eleven + "] } } ]").findings())
        .singleElement()
        .satisfies(it -> assertThat(it.toString()).contains("11 lines", "at most 10"));
    assertThat(read("cutover: [ { manual: { checklist: [" + "x".repeat(201) + "] } } ]").findings())
        .singleElement()
        .satisfies(it -> assertThat(it.toString()).contains("at most 200 characters"));
  }

  @Test
  void aLiteralKeyIsRefused() {
    assertThat(
            read("cutover: [ { dns: { server: a, zone: b, record: c, to: d, key: s3cret } } ]")
                .findings())
        .isNotEmpty();
  }

  static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    for (String block : Files.readString(Path.of("docs/guide/cutover.md")).split("```yaml\n", -1)) {
      if (block.startsWith("cutover:")) {
        examples.add(block.substring(0, block.indexOf("```")));
      }
    }
    assertThat(examples).hasSizeGreaterThan(4);
    return examples;
  }

  private static PlanReading read(String cutover) {
    DriverKinds kinds =
        new DriverKinds(
            ConfigurationFolder.KINDS.sources(),
            ConfigurationFolder.KINDS.vaults(),
            ConfigurationFolder.KINDS.checks(),
            REAL.cutovers(),
            REAL.fences());
    String plan =
        ConfigurationFolder.example("plan")
            .replaceFirst(
                "  cutover: .*",
                "  "
                    + cutover
                        .strip()
                        .replace("\n", "\n  ")
                        .replace("\\", "\\\\")
                        .replace("$", "\\$"));
    assertThat(plan).contains(cutover.strip().substring(0, 8));
    return new PlanReader(
            kinds,
            new Surroundings(
                Path.of("/"),
                Set.of("primary", "offsite"),
                Set.of("ops", "escrow", "signer"),
                Set.of("ops", "signer"),
                Surroundings.GROUPS),
            ConfigurationFolder.CLOCK)
        .read(Path.of("plans/shop.yaml"), plan.getBytes(StandardCharsets.UTF_8));
  }
}
