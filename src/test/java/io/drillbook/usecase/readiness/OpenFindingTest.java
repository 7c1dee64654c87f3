package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a drill left open keeps a plan from being verified. */
class OpenFindingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void anOpenFindingIsMissingFromTheProofUntilItIsClosed() {
    try (Stores stores = new Stores()) {
      ProofOfDrills proof =
          new ProofOfDrills(
              stores.runs,
              stores.record,
              system -> stores.findings.open(system).stream().map(DrillFinding::id).toList(),
              Clock.fixed(NOW, ZoneOffset.UTC));
      assertThat(proof.of("shop").open()).isEmpty();
      stores.findings.add(
          new DrillFinding(
              "finding-1",
              "shop",
              "site-disaster",
              "serviceTask_discardSandbox",
              "the sandbox could not be discarded",
              Severity.SHORTFALL,
              "drill-1",
              "owner@example.com",
              NOW,
              NOW.plus(Duration.ofDays(14)),
              Optional.empty()));
      assertThat(proof.of("shop").open()).containsExactly("finding-1");
      stores.findings.close("finding-1", new Closure(NOW, "drill-2", "a drill passed the step"));
      assertThat(proof.of("shop").open()).isEmpty();
    }
  }
}
