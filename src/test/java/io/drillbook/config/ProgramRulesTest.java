package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.domain.plan.ProtectionPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans that name programs, read with the drivers that there really are. */
class ProgramRulesTest {
  private static final String PLAN =
      """
      system: hub
      owner: hub@example.com
      objectives: { rto: 4h, rpo: 1h }
      sources:
        modules:
          kind: command
          capture: [hub-cli, export, --tenant, "{tenant}", --output, "{file}"]
          restore: [hub-cli, import, --input, "{file}"]
          identify: [hub-cli, whoami]
          environment: { HUB_URL: "https://hub.example.com", HUB_TOKEN: "${HUB_TOKEN}" }
          variables: { tenant: acme }
      backup:
        vaults: [primary]
        encrypt-to: [ops, escrow]
        sign-with: signer
      targets:
        sandbox:
          disposable: true
          sources:
            modules:
              restore: [hub-cli, import, --input, "{file}"]
              identify: [hub-cli, whoami]
              empty: [hub-cli, is-empty]
              discard: [hub-cli, wipe]
              environment: { HUB_URL: "https://sandbox.example.com", HUB_TOKEN: "${file:/etc/token}" }
      """;

  private static PlanReading read(String plan) {
    return new PlanReader(
            Drivers.known(Path.of("/")),
            new Surroundings(
                Path.of("/"),
                Set.of("primary"),
                Set.of("ops", "escrow", "signer"),
                Set.of("signer"),
                Surroundings.GROUPS),
            ConfigurationFolder.CLOCK)
        .read(Path.of("plans/hub.yaml"), plan.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatStandsInThePlanReachesTheDriver() {
    PlanReading reading = read(PLAN);
    assertThat(reading.findings()).isEmpty();
    ProtectionPlan plan = reading.plan().orElseThrow();
    assertThat(plan.source("modules").settings().texts("environment"))
        .containsEntry("HUB_TOKEN", "${HUB_TOKEN}")
        .containsEntry("HUB_URL", "https://hub.example.com");
    assertThat(plan.source("modules").settings().texts("variables"))
        .containsEntry("tenant", "acme");
    assertThat(plan.target("sandbox").sources().get("modules").list("restore"))
        .containsExactly("hub-cli", "import", "--input", "{file}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"{tenant}\", --output | \"{tennant}\", --output | 7 | {file}, {tenant}",
        "\"{tenant}\", --output | \"${HUB_TOKEN}\", --output | 7 | goes in by 'environment'",
        "\"{tenant}\", --output | '{\"a\":1}', --output | 7 | {file}, {tenant}",
        "[hub-cli, whoami] | [hub-cli, \"{file}\"] | 9 | {tenant}",
        "[hub-cli, is-empty] | [hub-cli, \"{tenant}\"] | 23 | there are none",
        "\"${HUB_TOKEN}\" | hunter2 | 10 | Expected a reference",
        "\"${file:/etc/token}\" | x | 25 | Expected a reference",
        "\"https://hub.example.com\" | \"https://u:pw@hub.example.com\" | 10 | a literal secret",
        "empty: [hub-cli, is-empty] | format: json | 23 | Expected one of",
        "identify: [hub-cli, whoami]| may-overwrite: true | 9 | Expected one of"
      })
  void whatIsWrongIsNamedWithItsLine(String text, String replacement, int line, String expected) {
    assertThat(PLAN).contains(text);
    String broken =
        PLAN.substring(0, PLAN.indexOf(text))
            + replacement
            + PLAN.substring(PLAN.indexOf(text) + text.length());
    List<String> findings = read(broken).findings().stream().map(Finding::toString).toList();
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).contains(":" + line + ":", expected).doesNotContain("hunter2");
  }

  @Test
  void filesAreNotPutInPlaceWithoutAnApproval() {
    String files =
        PLAN.replaceFirst(
                "(?s)    kind: command.*?backup:",
                """
                    kind: files
                    paths: [/srv/hub/.env, ./hub.conf]
                    outputs: { packages: [dpkg, -l] }
                backup:""")
            .replaceFirst(
                "(?s)  sandbox:.*",
                """
                  home:
                    production: true
                    sources:
                      modules: { path: /srv/restored, place: true }
                """);
    assertThat(read(files.replace("    production: true\n", "")).findings().toString())
        .contains("an approval is asked for");
    PlanReading reading = read(files);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.plan().orElseThrow().source("modules").settings().list("paths"))
        .containsExactly("/srv/hub/.env", "/hub.conf");
    assertThat(reading.plan().orElseThrow().source("modules").settings().lists("outputs"))
        .containsEntry("packages", List.of("dpkg", "-l"));
  }

  @Test
  void aTargetMustSayHowItIsRestoredAndASourceHowItIsCaptured() {
    assertThat(read(PLAN.replaceFirst("capture: .*", "format: json")).findings().toString())
        .contains("'capture'");
    int target = PLAN.indexOf("targets:");
    String without =
        PLAN.substring(0, target)
            + PLAN.substring(target).replaceFirst("restore: .*", "fifo: true");
    assertThat(read(without).findings().toString()).contains("'restore'");
  }
}
