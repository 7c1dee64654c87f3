package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom a plan may seal values for. */
class SealingRulesTest {
  private static final String PLAN =
      """
      system: shop
      owner: shop@example.com
      zone: Europe/Berlin
      objectives: { rto: 4h, rpo: 24h }
      sources:
        secrets: { kind: pass, path: /srv/shop/.password-store, values-to: [escrow] }
      backup:
        vaults: [primary]
        encrypt-to: [ops, escrow]
        sign-with: signer
      """;

  private static PlanReading read(String plan) {
    return new PlanReader(
            Drivers.known(Path.of("/")),
            new Surroundings(
                Path.of("/"),
                Set.of("primary"),
                Set.of("ops", "escrow", "signer"),
                Set.of("ops", "signer"),
                Surroundings.GROUPS),
            ConfigurationFolder.CLOCK)
        .read(Path.of("plans/shop.yaml"), plan.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeyWhoseOtherHalfIsElsewhereIsGood() {
    PlanReading reading = read(PLAN);
    assertThat(reading.findings()).isEmpty();
    assertThat(reading.plan().orElseThrow().sealingKeys()).containsExactly("escrow");
  }

  @Test
  void aKeyThatIsHereOrUnknownIsFoundByTheCheck() {
    assertThat(read(PLAN.replace("values-to: [escrow]", "values-to: [ops]")).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.toString())
                  .contains("private half is on this server")
                  .contains("ops");
              assertThat(finding.line()).isEqualTo(6);
            });
    assertThat(read(PLAN.replace("values-to: [escrow]", "values-to: [escro]")).findings())
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.toString()).contains("'escro'").contains("escrow"));
  }
}
